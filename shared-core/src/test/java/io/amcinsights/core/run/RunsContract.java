package io.amcinsights.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.message.Samples;
import io.amcinsights.core.run.Run.Cause;
import io.amcinsights.core.run.Run.Result;
import io.amcinsights.core.workflow.ExecutionRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Runs} does; each implementation extends this and adds nothing. */
public abstract class RunsContract {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00.123Z");

  /** Empty runs for one test. */
  protected abstract Runs runs(Clock clock);

  private Runs runs() {
    return runs(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Run run(String tenant, Instant fireTime, Instant createdAt) {
    return Run.asked(
        tenant,
        RunIds.of(tenant, "daily", fireTime),
        "reach",
        new Cause("daily", fireTime, null, null),
        ExecutionRequest.DEFAULT,
        7_200,
        createdAt);
  }

  private static Run run(String tenant, Duration ago) {
    return run(tenant, NOW.minus(ago), NOW.minus(ago));
  }

  @Test
  void aRunIsBegunOnce() {
    Runs runs = runs();
    Run first = runs.begin(run("acme", NOW, NOW));

    assertThat(runs.begin(run("acme", NOW, NOW.plusSeconds(9)))).isEqualTo(first);
    assertThat(runs.find("acme", first.runId())).contains(first);
    assertThat(runs.find("globex", first.runId())).isEmpty();
  }

  @Test
  void aRunKeepsEveryField() {
    Runs runs = runs();
    Run sample = RunJson.read(Samples.compact("item-run"));

    assertThat(runs.begin(sample)).isEqualTo(sample);
    assertThat(runs.find("acme", sample.runId())).contains(sample);
  }

  @Test
  void aChangeSeesWhatTheRecordHolds() {
    Runs runs = runs();
    Run begun = runs.begin(run("acme", NOW, NOW));

    Optional<Run> changed =
        runs.change(
            "acme", begun.runId(), it -> Optional.of(it.moved(RunState.SUBMITTING, null, NOW)));

    assertThat(changed).hasValueSatisfying(it -> assertThat(it.version()).isEqualTo(2));
    assertThat(runs.find("acme", begun.runId())).isEqualTo(changed);
    assertThat(runs.change("acme", begun.runId(), it -> Optional.empty())).isEmpty();
    assertThat(runs.change("acme", "acme.other", Optional::of)).isEmpty();
  }

  @Test
  void runsAreListedNewestFirst() {
    Runs runs = runs();
    Run old = runs.begin(run("acme", Duration.ofDays(2)));
    Run mid = runs.begin(run("globex", Duration.ofHours(20)));
    Run young = runs.begin(run("acme", Duration.ofHours(1)));

    assertThat(runs.ofTenant("acme", 10)).containsExactly(young, old);
    assertThat(runs.ofTenant("acme", 1)).containsExactly(young);
    assertThat(runs.since(NOW.minus(Duration.ofDays(3)), 10)).containsExactly(young, mid, old);
    assertThat(runs.since(NOW.minus(Duration.ofDays(1)), 10)).containsExactly(young, mid);
    assertThat(runs.since(NOW.minus(Duration.ofDays(3)), 2)).containsExactly(young, mid);
  }

  @Test
  void runsOfAScheduleAreFoundByTheirTimes() {
    Runs runs = runs();
    Run one = runs.begin(run("acme", NOW, NOW.plusSeconds(1)));
    Run late = runs.begin(run("acme", NOW.plusSeconds(60), NOW.plusSeconds(500)));
    runs.begin(run("acme", NOW.plusSeconds(120), NOW.plusSeconds(500)));
    runs.begin(run("globex", NOW, NOW.plusSeconds(1)));

    assertThat(runs.ofSchedule("acme", "daily", NOW, NOW.plusSeconds(120)))
        .containsExactlyInAnyOrder(one, late);
    assertThat(runs.ofSchedule("acme", "weekly", NOW, NOW.plusSeconds(120))).isEmpty();
  }

  @Test
  void whatIsDoneIsNoLongerOpen() {
    Runs runs = runs();
    Run waiting = runs.begin(run("acme", Duration.ofHours(3)));
    Run failed = runs.begin(run("acme", Duration.ofHours(2)));
    Run loaded = runs.begin(run("acme", Duration.ofHours(1)));
    end(runs, failed, RunState.FAILED);
    end(runs, loaded, RunState.SUCCEEDED);

    assertThat(runs.open(10))
        .extracting(Run::runId)
        .containsExactly(waiting.runId(), loaded.runId());
    runs.change(
        "acme", loaded.runId(), it -> Optional.of(it.with(new Result("s3://b/k", "d.t", 0L))));
    assertThat(runs.open(10)).containsExactly(waiting);
  }

  @Test
  void anExecutionOfAmcIsOneRunsOnly() {
    Runs runs = runs();
    Run one = run("acme", Duration.ofHours(2));
    Run other = run("acme", Duration.ofHours(1));

    assertThat(runs.claim(one, "e-1")).isTrue();
    assertThat(runs.claim(one, "e-1")).isTrue();
    assertThat(runs.claim(other, "e-1")).isFalse();
    assertThat(runs.holder("acme", "e-1")).contains(one.runId());
    assertThat(runs.holder("globex", "e-1")).isEmpty();
    assertThat(runs.claim(other, "e-2")).isTrue();
    assertThat(runs.claim(run("globex", Duration.ofHours(1)), "e-1")).isTrue();
  }

  private static void end(Runs runs, Run run, RunState state) {
    runs.change(run.tenant(), run.runId(), it -> Optional.of(it.moved(state, "because", NOW)));
  }
}
