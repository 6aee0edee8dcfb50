package io.amcinsights.core.run;

import java.time.Clock;

class InMemoryRunsTest extends RunsContract {

  @Override
  protected Runs runs(Clock clock) {
    return new InMemoryRuns();
  }
}
