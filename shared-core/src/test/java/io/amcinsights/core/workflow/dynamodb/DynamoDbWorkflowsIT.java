package io.amcinsights.core.workflow.dynamodb;

import io.amcinsights.core.dynamodb.EmbeddedDynamoDb;
import io.amcinsights.core.workflow.Workflows;
import io.amcinsights.core.workflow.WorkflowsContract;
import java.time.Clock;

class DynamoDbWorkflowsIT extends WorkflowsContract {

  @Override
  protected Workflows records(Clock clock) {
    String table = EmbeddedDynamoDb.createTables().workflows();
    return new DynamoDbWorkflows(EmbeddedDynamoDb.client(), table, clock);
  }
}
