package io.amcinsights.core.history;

import java.time.Clock;

class InMemoryExecutionHistoryTest extends ExecutionHistoryContract {

  @Override
  protected ExecutionHistory history(Clock clock) {
    return new InMemoryExecutionHistory();
  }
}
