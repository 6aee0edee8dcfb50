package io.amcinsights.core.schedule;

import java.time.Clock;

class InMemorySchedulesTest extends SchedulesContract {

  @Override
  protected Schedules records(Clock clock) {
    return new InMemorySchedules(clock);
  }
}
