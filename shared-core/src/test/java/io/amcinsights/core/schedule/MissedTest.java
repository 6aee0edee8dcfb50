package io.amcinsights.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.run.InMemoryRuns;
import io.amcinsights.core.run.Run;
import io.amcinsights.core.run.Run.Cause;
import io.amcinsights.core.run.RunIds;
import io.amcinsights.core.schedule.Schedule.Source;
import io.amcinsights.core.schedule.Schedule.Standing;
import io.amcinsights.core.schedule.Schedule.State;
import io.amcinsights.core.workflow.ExecutionRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MissedTest {

  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");

  private final InMemoryRuns runs = new InMemoryRuns();

  private static Schedule schedule(String since) {
    return new Schedule(
        "acme",
        "daily",
        "reach",
        "cron(0 6 * * ? *)",
        ZoneOffset.UTC,
        0,
        false,
        ExecutionRequest.DEFAULT,
        Source.TENANT,
        false,
        new Standing(State.APPLIED, null, Instant.parse(since)),
        1,
        NOW);
  }

  private void ran(String time) {
    Instant fired = Instant.parse(time);
    runs.begin(
        Run.asked(
            "acme",
            RunIds.of("acme", "daily", fired),
            "reach",
            new Cause("daily", fired, null, null),
            ExecutionRequest.DEFAULT,
            60,
            fired.plusSeconds(2)));
  }

  @Test
  void timesWithoutARunAreMissed() {
    ran("2026-03-03T06:00:00Z");
    ran("2026-03-05T06:00:00Z");

    assertThat(
            new Missed(runs)
                .of(schedule("2026-01-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"), NOW))
        .containsExactly(
            Instant.parse("2026-03-02T06:00:00Z"), Instant.parse("2026-03-04T06:00:00Z"));
  }

  @Test
  void nothingIsMissedFromBeforeTheScheduleWasWhatItIs() {
    assertThat(
            new Missed(runs)
                .of(schedule("2026-03-04T12:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"), NOW))
        .containsExactly(Instant.parse("2026-03-05T06:00:00Z"));
  }

  @Test
  void aPausedScheduleMissesNothing() {
    assertThat(
            new Missed(runs)
                .of(
                    schedule("2026-01-01T00:00:00Z").paused(true, NOW),
                    Instant.parse("2026-03-02T00:00:00Z"),
                    NOW))
        .isEmpty();
  }

  @Test
  void whatIsDueThisMinuteIsNotMissedYet() {
    Instant sixAndABit = Instant.parse("2026-03-05T06:03:00Z");

    assertThat(
            new Missed(runs)
                .of(
                    schedule("2026-03-05T00:00:00Z"),
                    Instant.parse("2026-03-05T00:00:00Z"),
                    sixAndABit))
        .isEmpty();
  }
}
