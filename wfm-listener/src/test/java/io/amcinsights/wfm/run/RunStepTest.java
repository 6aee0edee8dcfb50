package io.amcinsights.wfm.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.metrics.Metric;
import io.amcinsights.core.run.Run;
import io.amcinsights.core.run.RunState;
import io.amcinsights.core.workflow.TenantWorkflow.State;
import io.amcinsights.wfm.run.PretendedAmc.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunStepTest {

  private final RunLake lake = new RunLake();
  private final PretendedAmc amc = lake.amc.get("acme");

  private Run begin() {
    return lake.begin(RunLake.fired("acme", lake.clock.instant()));
  }

  private Optional<Duration> step(Run run) {
    return lake.step().step(run.tenant(), run.runId());
  }

  @Test
  void aRunIsSubmittedAtOnceAndEndsAsRows() {
    Run run = begin();
    step(run);

    assertThat(lake.now(run).state()).isEqualTo(RunState.RUNNING);
    assertThat(lake.metrics.sum(Metric.RUNS_SUBMITTED)).isEqualTo(1);
    Run done = lake.finish(run);

    assertThat(done.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(done.result().rows()).isEqualTo(12);
    assertThat(done.result().table()).isEqualTo("t_d.acme_reach_adhoc");
    assertThat(done.result().object()).isEqualTo(done.progress().outputUri());
    assertThat(lake.places.tenants()).isEmpty();
    assertThat(lake.told).extracting(Run::state).containsExactly(RunState.SUCCEEDED);
  }

  @Test
  void amcIsAskedWithDatesAndTheWorkflowsTimeout() {
    step(begin());

    var request = amc.executions.get("e-1").request();
    assertThat(request.path("parameterValues").path("since").asText())
        .isEqualTo("2026-02-23T00:00:00");
    assertThat(request.path("workflowExecutionTimeoutSeconds").asInt()).isEqualTo(3_600);
    assertThat(request.path("workflowId").asText()).isEqualTo("reach");
  }

  @Test
  void looksAtAmcGrowFurtherApart() {
    amc.endless = true;
    Run run = begin();
    Duration first = step(run).orElseThrow();
    lake.clock.pass(Duration.ofMinutes(10));
    Duration later = step(run).orElseThrow();
    lake.clock.pass(Duration.ofMinutes(50));

    assertThat(first).isEqualTo(Duration.ofSeconds(5));
    assertThat(later).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(5));
    assertThat(step(run)).contains(Duration.ofMinutes(5));
  }

  @Test
  void whatAmcDoesNotEndIsCancelledAfterTheWorkflowsTimeAndSomeGrace() {
    amc.endless = true;
    Run run = begin();
    step(run);
    lake.clock.pass(Duration.ofMinutes(89));
    step(run);
    assertThat(lake.now(run).state()).isEqualTo(RunState.RUNNING);
    lake.clock.pass(Duration.ofMinutes(2));

    assertThat(step(run)).isEmpty();
    assertThat(lake.now(run).state()).isEqualTo(RunState.TIMED_OUT);
    assertThat(amc.cancelled).containsKey("e-1");
    assertThat(lake.places.tenants()).isEmpty();
  }

  @Test
  void badEndsKeepAmcsReasonAndAreTold() {
    for (String status : List.of("FAILED", "REJECTED", "CANCELLED")) {
      amc.endsAs = status;
      amc.reason = "because of " + status;
      Run done = lake.finish(lake.begin(RunLake.called("acme", status, lake.clock.instant())));

      assertThat(done.state()).hasToString(status);
      assertThat(done.reason()).isEqualTo("because of " + status);
    }
    assertThat(lake.told).hasSize(3);
    assertThat(lake.metrics.sum(Metric.RUNS_FAILED)).isEqualTo(3);
  }

  @Test
  void aStatusNobodyKnowsCountsAsRunning() {
    amc.endsAs = "PAUSED";
    Run run = begin();
    step(run);
    lake.clock.pass(Duration.ofMinutes(3));
    step(run);

    assertThat(lake.now(run).state()).isEqualTo(RunState.RUNNING);
  }

  @Test
  void whatAmcRefusesIsRejectedAndNotSentAgain() {
    amc.fate = Fate.REFUSED;
    Run run = begin();

    assertThat(step(run)).isEmpty();
    assertThat(lake.now(run).state()).isEqualTo(RunState.REJECTED);
    assertThat(lake.now(run).reason()).contains("too many joins");
    assertThat(step(run)).isEmpty();
    assertThat(amc.executions).isEmpty();
  }

  @Test
  void anAnswerThatGotLostIsLookedForAndNotAskedAgain() {
    amc.fate = Fate.TAKEN_WITHOUT_ANSWER;
    Run run = begin();
    step(run);
    amc.fate = Fate.FINE;

    assertThat(lake.now(run).state()).isEqualTo(RunState.SUBMITTING);
    assertThat(lake.finish(run).progress().executionId()).isEqualTo("e-1");
    assertThat(amc.executions).hasSize(1);
  }

  @Test
  void aRequestThatGotLostIsSentAgainOnceAmcWouldListIt() {
    amc.fate = Fate.LOST;
    Run run = begin();
    step(run);
    amc.fate = Fate.FINE;
    lake.clock.pass(Duration.ofSeconds(59));
    step(run);
    assertThat(amc.executions).isEmpty();
    lake.clock.pass(Duration.ofSeconds(2));
    step(run);

    assertThat(lake.now(run).progress().executionId()).isEqualTo("e-1");
  }

  @Test
  void aTenantHasSoManyPlacesAndTheOthersWaitInOrder() {
    List<Run> runs =
        List.of("a", "b", "c", "d").stream()
            .map(it -> lake.begin(RunLake.called("acme", it, lake.clock.instant())))
            .toList();
    runs.forEach(this::step);

    assertThat(runs.subList(2, 4)).allMatch(it -> lake.now(it).state() == RunState.WAITING);
    lake.clock.pass(Duration.ofMinutes(2));
    step(runs.get(0));
    step(runs.get(3));
    assertThat(lake.now(runs.get(3)).state()).isEqualTo(RunState.WAITING);
    step(runs.get(2));
    assertThat(lake.now(runs.get(2)).state()).isEqualTo(RunState.RUNNING);
  }

  @Test
  void oneTenantsRunsDoNotHoldUpAnothers() {
    for (String token : List.of("a", "b", "c")) {
      step(lake.begin(RunLake.called("acme", token, lake.clock.instant())));
    }
    Run other = lake.begin(RunLake.called("globex", "a", lake.clock.instant()));
    step(other);

    assertThat(lake.now(other).state()).isEqualTo(RunState.RUNNING);
  }

  @Test
  void aRunThatIsCancelledBeforeItsTurnNeverGetsToAmc() {
    Run run = begin();
    lake.stored.change("acme", run.runId(), it -> Optional.of(it.cancelling()));

    assertThat(step(run)).isEmpty();
    assertThat(lake.now(run).state()).isEqualTo(RunState.CANCELLED);
    assertThat(amc.executions).isEmpty();
  }

  @Test
  void aRunThatIsCancelledInAmcEndsThereToo() {
    Run run = begin();
    step(run);
    lake.stored.change("acme", run.runId(), it -> Optional.of(it.cancelling()));

    assertThat(step(run)).isEmpty();
    assertThat(lake.now(run).state()).isEqualTo(RunState.CANCELLED);
    assertThat(amc.cancelled).containsOnlyKeys("e-1");
  }

  @Test
  void aRunThatIsCancelledAfterItsEndStaysAsItEnded() {
    Run run = begin();
    step(run);
    lake.clock.pass(Duration.ofMinutes(2));
    lake.stored.change("acme", run.runId(), it -> Optional.of(it.cancelling()));

    assertThat(lake.finish(run).state()).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aRunWaitsForItsWorkflowToGetToAmc() {
    lake.workflow("acme", State.PENDING, null);
    Run run = begin();
    step(run);
    assertThat(lake.now(run).state()).isEqualTo(RunState.WAITING);
    lake.workflow("acme", State.APPLIED, null);
    step(run);

    assertThat(lake.now(run).state()).isEqualTo(RunState.RUNNING);
  }

  @Test
  void aWorkflowThatAmcDoesNotTakeFailsItsRunsWithItsReason() {
    lake.workflow("acme", State.FAILED, "unknown table");
    Run run = begin();

    assertThat(step(run)).isEmpty();
    assertThat(lake.now(run).reason()).contains("'reach'", "unknown table");
  }

  @Test
  void aWorkflowThatDoesNotGetToAmcInTimeFailsItsRuns() {
    lake.workflow("acme", State.PENDING, "tenant acme is not ACTIVE");
    Run run = begin();
    lake.clock.pass(Duration.ofMinutes(31));

    assertThat(step(run)).isEmpty();
    assertThat(lake.now(run).reason()).contains("30 minutes", "not ACTIVE");
  }

  @Test
  void aResultThatDoesNotComeIsMissedAfterAnHour() {
    lake.arrives = null;
    Run done = lake.finish(begin());

    assertThat(done.state()).isEqualTo(RunState.MISSING);
    assertThat(done.reason()).contains(done.progress().outputUri(), "nothing came");
    assertThat(Duration.between(done.progress().finalAt(), lake.clock.instant()))
        .isBetween(Duration.ofHours(1), Duration.ofMinutes(70));
    assertThat(lake.metrics.sum(Metric.RUNS_WITHOUT_OBJECT)).isEqualTo(1);
  }

  @Test
  void aResultWhosePlaceAmcDoesNotSayIsMissed() {
    amc.saysWhere = false;

    assertThat(lake.finish(begin()).reason()).contains("does not say where");
  }

  @Test
  void aResultThatIsQuarantinedIsSaidWithItsReason() {
    lake.arrives = DeliveryState.QUARANTINED;
    Run done = lake.finish(begin());

    assertThat(done.state()).isEqualTo(RunState.MISSING);
    assertThat(done.reason()).contains("QUARANTINED", "no header");
    assertThat(done.result().table()).isEqualTo("t_d.acme_reach_adhoc");
  }

  @Test
  void aRunOfATenantThatIsUnknownFailsAndANamelessOneIsRefused() {
    Run run = lake.begin(RunLake.called("nobody", "x", lake.clock.instant()));

    assertThat(step(run)).isEmpty();
    assertThat(lake.now(run).reason()).contains("'nobody'");
    assertThatThrownBy(() -> lake.step().step("acme", "acme.none"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("acme.none");
  }

  @Test
  void whenAmcIsAwayTheRunGoesOnLater() {
    Run run = begin();
    var broken =
        new RunStep(
            new RunParts(
                lake.stored,
                lake.places,
                lake.tenants,
                lake.workflows,
                tenant -> {
                  throw new UnavailableException("AMC is away");
                },
                object -> Optional.empty(),
                Notices.NONE,
                lake.metrics,
                RunLake.PACE,
                RunLake.PLACES,
                lake.clock));

    assertThat(broken.step("acme", run.runId())).isPresent();
    assertThat(lake.finish(run).state()).isEqualTo(RunState.SUCCEEDED);
  }
}
