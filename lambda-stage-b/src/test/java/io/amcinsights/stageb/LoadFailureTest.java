package io.amcinsights.stageb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.machine.ExecutionError;
import io.amcinsights.core.message.FailedWork;
import io.amcinsights.core.message.FailedWorkJson;
import io.amcinsights.core.message.StageBMessageJson;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadFailureTest {

  private final StageBLake lake = new StageBLake();

  @Test
  void aLoadThatIsNotInTheTableFailsItsDeliveriesWithAnEnvelopeEach() {
    DeliveryRef one = lake.ready("one", 1, "hash-1");
    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);
    String execution = lake.execution();
    long generation = lake.generation();

    lake.fail(Optional.of(plan.id()), "OutOfMemoryError");

    assertThat(lake.state(one)).isEqualTo(DeliveryState.FAILED);
    assertThat(lake.find(one).reason()).isEqualTo("OutOfMemoryError: why");
    FailedWork work = FailedWorkJson.read(lake.queues.messages(StageBLake.FAILED).get(0));
    assertThat(StageBMessageJson.fromPayload(work.payload()).delivery()).isEqualTo(one);
    assertThat(lake.engine.isAborted(plan.id().toString())).isTrue();
    assertThat(lake.generation()).isEqualTo(generation + 1);
    assertThat(lake.executions.find(execution).orElseThrow().status())
        .isEqualTo(Execution.Status.FAILED);
    assertThatThrownBy(() -> lake.load(plan.manifest(), execution))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aLoadThatIsInTheTableIsFinished() {
    DeliveryRef one = lake.ready("one", 1, "hash-1");
    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);
    lake.load(plan.manifest(), lake.execution());

    lake.fail(Optional.of(plan.id()), "States.Timeout");

    assertThat(lake.state(one)).isEqualTo(DeliveryState.COMMITTED);
    assertThat(lake.queues.messages(StageBLake.FAILED)).isEmpty();
  }

  @Test
  void moreReadyDeliveriesAreRungFor() {
    lake.limits(1, 1 << 20);
    lake.ready("one", 1, "hash-1");
    lake.ready("two", 2, "hash-2");
    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);

    lake.fail(Optional.of(plan.id()), "IllegalStateException");

    assertThat(lake.queues.messages(StageBLake.QUEUE_B)).hasSize(1);
  }

  @Test
  void planningThatCanNeverSucceedFailsWhatWasReadyInsteadOfTurningInCircles() {
    DeliveryRef one = lake.ready("one", 1, "hash-1");

    lake.fail(Optional.empty(), "InvalidInputException");

    assertThat(lake.state(one)).isEqualTo(DeliveryState.FAILED);
    assertThat(lake.queues.messages(StageBLake.FAILED)).hasSize(1);
    assertThat(lake.queues.messages(StageBLake.QUEUE_B)).isEmpty();
  }

  @Test
  void planningThatAServiceDidNotLetHappenIsLeftToTheSweeper() {
    DeliveryRef one = lake.ready("one", 1, "hash-1");

    lake.fail(Optional.empty(), "UnavailableException");

    assertThat(lake.state(one)).isEqualTo(DeliveryState.READY);
    assertThat(lake.queues.messages(StageBLake.QUEUE_B)).isEmpty();
  }

  @Test
  void aLateFailureDoesNotTouchWhatTheNextGenerationClaimed() {
    DeliveryRef one = lake.ready("one", 1, "hash-1");
    LoadPlan.Load old = (LoadPlan.Load) lake.plan(0);
    var late =
        new LoadFailure.Failed(
            lake.input(), lake.execution(), "arn", new ExecutionError("Late", "late"));
    lake.settlement.settle(old.id(), lake.execution());
    lake.tables.raise(StageBLake.TABLE, lake.generation());
    lake.plan(0);

    lake.failure.run(late, Optional.of(old.id()));

    assertThat(lake.state(one)).isEqualTo(DeliveryState.LOADING);
  }
}
