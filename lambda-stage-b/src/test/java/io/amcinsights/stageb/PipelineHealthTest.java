package io.amcinsights.stageb;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.metrics.Metric;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a sweep measures. */
class PipelineHealthTest {

  private final StageBLake lake = new StageBLake();

  @Test
  void anIdlePipelineMeasuresNothing() {
    lake.sweeper.sweep();

    for (Metric metric : Metric.values()) {
      assertThat(lake.metrics.values(metric)).as(metric.label()).isEmpty();
    }
  }

  @Test
  void countsWhatLiesInTheQueuesOfFailuresOfThePipelineAndItsDatasets() {
    lake.failures.send(StageBLake.FAILED, "failed");
    lake.failures.send(StageBLake.FAILED, "failed too");
    lake.failures.send(StageBLake.QUEUE_A + "-dlq", "raw");
    lake.failures.send(StageBLake.QUEUE_B + "-dlq", "raw");

    lake.sweeper.sweep();

    assertThat(lake.metrics.sum(Metric.FAILED_WORK)).isEqualTo(4);
  }

  @Test
  void aQueueOfTwoStagesCountsOnce() {
    lake.datasets.put(new PipelineStage("team-pipe-stage-b", true, "", StageBLake.FAILED, ""));
    lake.failures.send(StageBLake.FAILED, "failed");

    lake.sweeper.sweep();

    assertThat(lake.metrics.sum(Metric.FAILED_WORK)).isEqualTo(1);
  }

  @Test
  void aQueueThatCannotBeAskedStopsNeitherTheOthersNorTheSweep() {
    lake.datasets.put(
        new PipelineStage("team-pipe-stage-b", true, "", "https://sqs/not-there", ""));
    lake.failures.send(StageBLake.QUEUE_B + "-dlq", "raw");
    lake.ready("k", 1, "hash");
    lake.later(Duration.ofMinutes(2));

    assertThat(lake.sweeper.sweep()).isEqualTo(new Sweeper.Swept(0, 0, 1, 0));

    assertThat(lake.metrics.sum(Metric.FAILED_WORK)).isEqualTo(1);
  }

  @Test
  void tellsForHowLongTheOldestFailureWaits() {
    DeliveryRef old = lake.record("old", 1, null, DeliveryState.RECEIVED, false);
    fail(old);
    lake.later(Duration.ofMinutes(30));
    fail(lake.record("young", 2, null, DeliveryState.RECEIVED, false));
    lake.later(Duration.ofMinutes(1));

    lake.sweeper.sweep();

    assertThat(lake.metrics.values(Metric.OLDEST_FAILURE_SECONDS)).containsExactly(31 * 60.0);
  }

  @Test
  void tellsForHowLongWorkStandsStill() {
    lake.ready("longest", 1, "hash");
    lake.later(Duration.ofMinutes(2));
    lake.record("shorter", 2, null, DeliveryState.STAGING, false);
    lake.later(Duration.ofMinutes(20));

    lake.sweeper.sweep();

    assertThat(lake.metrics.values(Metric.OLDEST_WORK_SECONDS)).containsExactly(22 * 60.0);
  }

  @Test
  void deliveriesThatWaitForTheirTenantAreCountedAndAreNoStuckWork() {
    lake.record("one", 1, null, DeliveryState.WAITING_FOR_TENANT, false);
    lake.record("two", 2, null, DeliveryState.WAITING_FOR_TENANT, false);
    lake.later(Duration.ofHours(3));

    lake.sweeper.sweep();

    assertThat(lake.metrics.sum(Metric.WAITING_FOR_TENANT)).isEqualTo(2);
    assertThat(lake.metrics.values(Metric.OLDEST_WORK_SECONDS)).isEmpty();
  }

  @Test
  void anotherPipelineMeasuresForItself() {
    lake.failures.send(StageBLake.QUEUE_B + "-dlq", "raw");
    fail(lake.record("k", 1, null, DeliveryState.RECEIVED, false));
    lake.record("w", 2, null, DeliveryState.WAITING_FOR_TENANT, false);
    lake.later(Duration.ofHours(1));

    lake.sweeperOf("team-other").sweep();

    assertThat(lake.metrics.sum(Metric.FAILED_WORK)).isZero();
    assertThat(lake.metrics.values(Metric.OLDEST_FAILURE_SECONDS)).isEmpty();
    assertThat(lake.metrics.sum(Metric.WAITING_FOR_TENANT)).isZero();
  }

  private void fail(DeliveryRef ref) {
    lake.catalog.move(ref, 1, Change.to(DeliveryState.FAILED, "why"));
  }
}
