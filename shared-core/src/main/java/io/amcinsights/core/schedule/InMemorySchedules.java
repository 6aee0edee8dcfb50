package io.amcinsights.core.schedule;

import io.amcinsights.core.record.InMemoryRecords;
import java.time.Clock;

/** Keeps schedules in memory. */
public final class InMemorySchedules extends InMemoryRecords<Schedule> implements Schedules {

  public InMemorySchedules(Clock clock) {
    super(ScheduleJson.SHAPE, clock);
  }
}
