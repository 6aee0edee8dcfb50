package io.amcinsights.core.workflow.dynamodb;

import io.amcinsights.core.record.dynamodb.DynamoDbRecords;
import io.amcinsights.core.workflow.TenantWorkflow;
import io.amcinsights.core.workflow.WorkflowJson;
import io.amcinsights.core.workflow.Workflows;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps workflows in the workflows table. */
public final class DynamoDbWorkflows extends DynamoDbRecords<TenantWorkflow> implements Workflows {

  public DynamoDbWorkflows(DynamoDbClient client, String table, Clock clock) {
    super(client, table, WorkflowJson.SHAPE, clock);
  }
}
