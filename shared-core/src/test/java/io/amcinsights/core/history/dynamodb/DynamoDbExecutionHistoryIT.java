package io.amcinsights.core.history.dynamodb;

import io.amcinsights.core.dynamodb.EmbeddedDynamoDb;
import io.amcinsights.core.history.ExecutionHistory;
import io.amcinsights.core.history.ExecutionHistoryContract;
import java.time.Clock;

class DynamoDbExecutionHistoryIT extends ExecutionHistoryContract {

  @Override
  protected ExecutionHistory history(Clock clock) {
    String table = EmbeddedDynamoDb.createTables().executions();
    return new DynamoDbExecutionHistory(EmbeddedDynamoDb.client(), table, clock);
  }
}
