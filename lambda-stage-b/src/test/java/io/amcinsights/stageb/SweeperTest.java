package io.amcinsights.stageb;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.message.ExecutionNames;
import io.amcinsights.core.message.StageAMessageJson;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SweeperTest {

  private final StageBLake lake = new StageBLake();

  @Test
  void a_delivery_stuck_in_stage_a_is_sent_again_under_the_next_attempt() {
    DeliveryRef stuck = lake.record("k", 1, null, DeliveryState.STAGING, false);
    lake.later(Duration.ofMinutes(16));

    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(1, 0, 0, 0));

    assertThat(lake.state(stuck)).isEqualTo(DeliveryState.RECEIVED);
    assertThat(StageAMessageJson.read(lake.queues.messages(StageBLake.QUEUE_A).get(0)).attempt())
        .isEqualTo(2);
  }

  @Test
  void a_delivery_whose_execution_runs_is_left_alone() {
    DeliveryRef busy = lake.record("k", 1, null, DeliveryState.STAGING, false);
    lake.machines.start(StageBLake.MACHINE_A, ExecutionNames.stageA(busy, 1), "{}");
    lake.later(Duration.ofMinutes(16));

    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(0, 0, 0, 0));
  }

  @Test
  void a_young_delivery_is_left_alone() {
    lake.record("k", 1, null, DeliveryState.RECEIVED, false);
    lake.ready("r", 2, "hash");

    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(0, 0, 0, 0));
  }

  @Test
  void a_paused_stage_is_left_alone() {
    lake.datasets.put(
        new PipelineStage("team-pipe-stage-a", false, StageBLake.QUEUE_A, StageBLake.FAILED, ""));
    lake.record("k", 1, null, DeliveryState.RECEIVED, false);
    lake.later(Duration.ofMinutes(16));

    assertThat(lake.sweeper.sweep().retried()).isZero();
  }

  @Test
  void a_ready_delivery_nobody_works_on_is_rung_for() {
    lake.ready("k", 1, "hash");
    lake.later(Duration.ofMinutes(2));
    long generation = lake.generation();

    assertThat(lake.sweeper.sweep().rung()).isEqualTo(1);

    assertThat(lake.generation()).isEqualTo(generation);
    assertThat(lake.queues.messages(StageBLake.QUEUE_B)).hasSize(1);
  }

  @Test
  void a_generation_that_ended_without_closing_is_raised_first() {
    lake.ready("k", 1, "hash");
    lake.machines.start(StageBLake.MACHINE_B, lake.execution(), "{}");
    lake.machines.end(StageBLake.MACHINE_B, lake.execution());
    lake.later(Duration.ofMinutes(2));
    long generation = lake.generation();

    assertThat(lake.sweeper.sweep().rung()).isEqualTo(1);

    assertThat(lake.generation()).isEqualTo(generation + 1);
  }

  @Test
  void a_table_whose_execution_runs_is_left_alone() {
    lake.ready("k", 1, "hash");
    lake.plan(0);
    lake.machines.start(StageBLake.MACHINE_B, lake.execution(), "{}");
    lake.ready("l", 2, "hash");
    lake.later(Duration.ofMinutes(2));

    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(0, 0, 0, 0));
  }

  @Test
  void a_load_nobody_works_on_is_given_up_and_its_deliveries_are_loaded_again() {
    DeliveryRef stuck = lake.ready("k", 1, "hash");
    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);
    lake.later(Duration.ofMinutes(2));

    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(0, 1, 1, 0));

    assertThat(lake.state(stuck)).isEqualTo(DeliveryState.READY);
    assertThat(lake.engine.isAborted(plan.id().toString())).isTrue();
  }

  @Test
  void a_load_that_is_in_the_table_is_finished() {
    DeliveryRef stuck = lake.ready("k", 1, "hash");
    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);
    lake.load.load(plan.manifest(), lake.execution());
    lake.later(Duration.ofMinutes(2));

    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(0, 1, 0, 0));

    assertThat(lake.state(stuck)).isEqualTo(DeliveryState.COMMITTED);
  }

  @Test
  void an_execution_that_hangs_for_hours_loses_its_load() {
    lake.ready("k", 1, "hash");
    lake.plan(0);
    lake.machines.start(StageBLake.MACHINE_B, lake.execution(), "{}");
    lake.later(Duration.ofHours(7));

    assertThat(lake.sweeper.sweep().settled()).isEqualTo(1);
  }

  @Test
  void a_claim_that_is_not_in_its_load_is_given_back_while_the_load_goes_on() {
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
  void a_file_waits_a_day_for_its_tenant_and_no_longer() {
    DeliveryRef waiting = lake.record("k", 1, null, DeliveryState.WAITING_FOR_TENANT, false);
    lake.later(Duration.ofHours(25));

    lake.sweeper.sweep();

    assertThat(lake.state(waiting)).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(lake.find(waiting).reason()).contains("24 hours");
  }
}
