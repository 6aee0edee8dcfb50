package io.amcinsights.core.schedule;

import io.amcinsights.core.run.Run;
import io.amcinsights.core.run.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Times of a schedule for which there is no run. */
public final class Missed {

  /** EventBridge Scheduler delivers at least once, and sometimes a minute late. */
  private static final Duration LATE = Duration.ofMinutes(5);

  private static final int MOST = 10_000;

  private final Runs runs;

  public Missed(Runs runs) {
    this.runs = runs;
  }

  /**
   * Times from one on that a schedule missed until now. One that is paused misses none, and none
   * are missed from before it became what it is.
   */
  public List<Instant> of(Schedule schedule, Instant from, Instant now) {
    if (schedule.paused() || schedule.removed()) {
      return List.of();
    }
    Instant since = schedule.standing().since();
    Instant first = since.isAfter(from) ? since : from;
    Instant last = now.minus(LATE).minus(Duration.ofMinutes(schedule.flexibleMinutes()));
    List<Instant> due =
        ScheduleExpression.parse(schedule.expression())
            .between(first, last, schedule.zone(), since, MOST);
    if (due.isEmpty()) {
      return List.of();
    }
    Set<Instant> there = new HashSet<>();
    for (Run run : runs.ofSchedule(schedule.tenant(), schedule.scheduleId(), first, last)) {
      Instant time = run.cause().fireTime();
      if (time != null) {
        there.add(time);
      }
    }
    return due.stream().filter(it -> !there.contains(it)).toList();
  }
}
