package io.amcinsights.core.workflow;

import io.amcinsights.core.record.InMemoryRecords;
import java.time.Clock;

/** Keeps workflows in memory. */
public final class InMemoryWorkflows extends InMemoryRecords<TenantWorkflow> implements Workflows {

  public InMemoryWorkflows(Clock clock) {
    super(WorkflowJson.SHAPE, clock);
  }
}
