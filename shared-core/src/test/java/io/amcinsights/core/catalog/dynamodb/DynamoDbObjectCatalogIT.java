package io.amcinsights.core.catalog.dynamodb;

import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectCatalogContract;
import io.amcinsights.core.dynamodb.EmbeddedDynamoDb;
import java.time.Clock;

class DynamoDbObjectCatalogIT extends ObjectCatalogContract {

  @Override
  protected ObjectCatalog catalog(Clock clock) {
    String table = EmbeddedDynamoDb.createTables().objects();
    return new DynamoDbObjectCatalog(EmbeddedDynamoDb.client(), table, clock);
  }
}
