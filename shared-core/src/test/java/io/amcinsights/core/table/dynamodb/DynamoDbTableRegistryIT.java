package io.amcinsights.core.table.dynamodb;

import io.amcinsights.core.dynamodb.EmbeddedDynamoDb;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.core.table.TableRegistryContract;

class DynamoDbTableRegistryIT extends TableRegistryContract {

  @Override
  protected TableRegistry registry() {
    String table = EmbeddedDynamoDb.createTables().tables();
    return new DynamoDbTableRegistry(EmbeddedDynamoDb.client(), table);
  }
}
