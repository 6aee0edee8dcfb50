package io.amcinsights.core.library.dynamodb;

import io.amcinsights.core.library.Library;
import io.amcinsights.core.library.LibraryEntry;
import io.amcinsights.core.library.LibraryJson;
import io.amcinsights.core.record.dynamodb.DynamoDbRecords;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps the library in the workflows table, beside the workflows of tenants. */
public final class DynamoDbLibrary extends DynamoDbRecords<LibraryEntry> implements Library {

  public DynamoDbLibrary(DynamoDbClient client, String table, Clock clock) {
    super(client, table, LibraryJson.SHAPE, clock);
  }
}
