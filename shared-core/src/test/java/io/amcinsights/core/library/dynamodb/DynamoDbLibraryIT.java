package io.amcinsights.core.library.dynamodb;

import io.amcinsights.core.dynamodb.EmbeddedDynamoDb;
import io.amcinsights.core.library.Library;
import io.amcinsights.core.library.LibraryContract;
import java.time.Clock;

class DynamoDbLibraryIT extends LibraryContract {

  @Override
  protected Library records(Clock clock) {
    String table = EmbeddedDynamoDb.createTables().workflows();
    return new DynamoDbLibrary(EmbeddedDynamoDb.client(), table, clock);
  }
}
