package io.amcinsights.core.workflow;

import java.time.Clock;

class InMemoryWorkflowsTest extends WorkflowsContract {

  @Override
  protected Workflows records(Clock clock) {
    return new InMemoryWorkflows(clock);
  }
}
