package io.amcinsights.stageb;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.message.ExecutionNames;
import io.amcinsights.core.message.FailedWork;
import io.amcinsights.core.message.FailedWorkJson;
import io.amcinsights.core.message.StageAMessageJson;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SweeperTest {

  private final StageBLake lake = new StageBLake();

  @Test
  void aDeliveryStuckInStageAIsSentAgainUnderTheNextAttempt() {
    DeliveryRef stuck = lake.record("k", 1, null, DeliveryState.STAGING, false);
    lake.later(Duration.ofMinutes(16));

    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(1, 0, 0, 0));

    assertThat(lake.state(stuck)).isEqualTo(DeliveryState.RECEIVED);
    assertThat(StageAMessageJson.read(lake.queues.messages(StageBLake.QUEUE_A).get(0)).attempt())
        .isEqualTo(2);
  }

  @Test
  void aDeliveryThatIsStuckEveryTimeIsSetAsideAndCanBeRedriven() {
    DeliveryRef stuck = lake.record("k", 1, null, DeliveryState.STAGING, false);
    for (int attempt = 1; attempt <= StageASweep.MOST_ATTEMPTS; attempt++) {
      assertThat(lake.state(stuck)).isNotEqualTo(DeliveryState.FAILED);
      lake.later(Duration.ofMinutes(16));
      lake.sweeper.sweep();
    }

    assertThat(lake.state(stuck)).isEqualTo(DeliveryState.FAILED);
    assertThat(lake.queues.messages(StageBLake.QUEUE_A)).hasSize(StageASweep.MOST_ATTEMPTS - 1);
    FailedWork work = FailedWorkJson.read(lake.queues.messages(StageBLake.FAILED).get(0));
    assertThat(StageAMessageJson.fromPayload(work.payload()).attempt())
        .isEqualTo(StageASweep.MOST_ATTEMPTS);
    lake.later(Duration.ofMinutes(16));
    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(0, 0, 0, 0));
  }

  @Test
  void aDeliveryWhoseExecutionRunsIsLeftAlone() {
    DeliveryRef busy = lake.record("k", 1, null, DeliveryState.STAGING, false);
    lake.machines.start(StageBLake.MACHINE_A, ExecutionNames.stageA(busy, 1), "{}");
    lake.later(Duration.ofMinutes(16));

    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(0, 0, 0, 0));
  }

  @Test
  void aYoungDeliveryIsLeftAlone() {
    lake.record("k", 1, null, DeliveryState.RECEIVED, false);
    lake.ready("r", 2, "hash");

    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(0, 0, 0, 0));
  }

  @Test
  void aPausedStageIsLeftAlone() {
    lake.datasets.put(
        new PipelineStage("team-pipe-stage-a", false, StageBLake.QUEUE_A, StageBLake.FAILED, ""));
    lake.record("k", 1, null, DeliveryState.RECEIVED, false);
    lake.later(Duration.ofMinutes(16));

    assertThat(lake.sweeper.sweep().retried()).isZero();
  }

  @Test
  void aReadyDeliveryNobodyWorksOnIsRungFor() {
    lake.ready("k", 1, "hash");
    lake.later(Duration.ofMinutes(2));
    long generation = lake.generation();

    assertThat(lake.sweeper.sweep().rung()).isEqualTo(1);

    assertThat(lake.generation()).isEqualTo(generation);
    assertThat(lake.queues.messages(StageBLake.QUEUE_B)).hasSize(1);
  }

  @Test
  void aGenerationThatEndedWithoutClosingIsRaisedFirst() {
    lake.ready("k", 1, "hash");
    lake.machines.start(StageBLake.MACHINE_B, lake.execution(), "{}");
    lake.machines.end(StageBLake.MACHINE_B, lake.execution());
    lake.later(Duration.ofMinutes(2));
    long generation = lake.generation();

    assertThat(lake.sweeper.sweep().rung()).isEqualTo(1);

    assertThat(lake.generation()).isEqualTo(generation + 1);
  }

  @Test
  void aTableWhoseExecutionRunsIsLeftAlone() {
    lake.ready("k", 1, "hash");
    lake.plan(0);
    lake.machines.start(StageBLake.MACHINE_B, lake.execution(), "{}");
    lake.ready("l", 2, "hash");
    lake.later(Duration.ofMinutes(2));

    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(0, 0, 0, 0));
  }

  @Test
  void aLoadNobodyWorksOnIsGivenUpAndItsDeliveriesAreLoadedAgain() {
    DeliveryRef stuck = lake.ready("k", 1, "hash");
    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);
    lake.later(Duration.ofMinutes(2));

    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(0, 1, 1, 0));

    assertThat(lake.state(stuck)).isEqualTo(DeliveryState.READY);
    assertThat(lake.engine.isAborted(plan.id().toString())).isTrue();
  }

  @Test
  void aLoadThatIsInTheTableIsFinished() {
    DeliveryRef stuck = lake.ready("k", 1, "hash");
    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);
    lake.load(plan.manifest(), lake.execution());
    lake.later(Duration.ofMinutes(2));

    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(0, 1, 0, 0));

    assertThat(lake.state(stuck)).isEqualTo(DeliveryState.COMMITTED);
  }

  @Test
  void anExecutionThatHangsForHoursLosesItsLoad() {
    lake.ready("k", 1, "hash");
    lake.plan(0);
    lake.machines.start(StageBLake.MACHINE_B, lake.execution(), "{}");
    lake.later(Duration.ofHours(7));

    assertThat(lake.sweeper.sweep().settled()).isEqualTo(1);
  }

  @Test
  void aClaimThatIsNotInItsLoadIsGivenBackWhileTheLoadGoesOn() {
    lake.ready("k", 1, "hash");
    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);
    lake.machines.start(StageBLake.MACHINE_B, lake.execution(), "{}");
    DeliveryRef stray = lake.ready("l", 2, "hash");
    lake.catalog.claim(stray, plan.id().toString(), "late");
    lake.later(Duration.ofMinutes(2));

    lake.sweeper.sweep();

    assertThat(lake.state(stray)).isEqualTo(DeliveryState.READY);
  }

  @Test
  void aFileWaitsADayForItsTenantAndNoLonger() {
    DeliveryRef waiting = lake.record("k", 1, null, DeliveryState.WAITING_FOR_TENANT, false);
    lake.later(Duration.ofHours(25));

    lake.sweeper.sweep();

    assertThat(lake.state(waiting)).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(lake.find(waiting).reason()).contains("24 hours");
  }
}
