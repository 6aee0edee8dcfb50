package io.amcinsights.core.run.dynamodb;

import io.amcinsights.core.dynamodb.EmbeddedDynamoDb;
import io.amcinsights.core.run.Runs;
import io.amcinsights.core.run.RunsContract;
import java.time.Clock;

class DynamoDbRunsIT extends RunsContract {

  @Override
  protected Runs runs(Clock clock) {
    return new DynamoDbRuns(
        EmbeddedDynamoDb.client(), EmbeddedDynamoDb.createTables().runs(), clock);
  }
}
