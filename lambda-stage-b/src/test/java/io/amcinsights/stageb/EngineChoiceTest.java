package io.amcinsights.stageb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.TooLargeHereException;
import io.amcinsights.core.message.LoadManifest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which loads go to Glue, how much those take, and what is said about it. */
class EngineChoiceTest {

  private static final long PLENTY = 1L << 28;

  private final StageBLake lake = new StageBLake();

  @Test
  void manyFilesGoToGlueWhichTakesAllOfThem() {
    lake.limits(1, PLENTY, thresholds(PLENTY, 3));
    lake.ready("one", 1, "hash-1");
    lake.ready("two", 2, "hash-2");
    lake.ready("three", 3, "hash-3");
    lake.ready("four", 4, "hash-4");

    LoadPlan.Load plan = plan();

    assertThat(plan.choice().engine()).isEqualTo("glue");
    assertThat(entries(plan)).hasSize(4);
    assertThat(lake.executions.find(lake.execution()).orElseThrow().decisions())
        .containsExactly(
            "Glue: 4 files, 4 KB; glue.minFiles is 3 (job lake-team-pipe-load, 2 workers G.1X)");
  }

  @Test
  void oneFileLessStaysWithTheFunctionAndItsLimits() {
    lake.limits(1, PLENTY, thresholds(PLENTY, 3));
    lake.ready("one", 1, "hash-1");
    lake.ready("two", 2, "hash-2");

    LoadPlan.Load plan = plan();

    assertThat(plan.choice().inGlue()).isFalse();
    assertThat(plan.choice().reason()).isEqualTo("Lambda: 1 files, 1 KB");
    assertThat(entries(plan)).hasSize(1);
  }

  @Test
  void bytesCountOverAllThatIsReady() {
    lake.limits(1, 1_000, thresholds(2_000, 100));
    lake.ready("one", 1, "hash-1");
    lake.ready("two", 2, "hash-2");

    assertThat(plan().choice().engine()).isEqualTo("glue");
  }

  @Test
  void planningAgainNamesTheSameEngineWhateverArrivedMeanwhile() {
    lake.limits(1_000, PLENTY, thresholds(2_000, 100));
    lake.ready("one", 1, "hash-1");
    LoadPlan.Load first = plan();
    lake.ready("two", 2, "hash-2");

    assertThat(plan()).isEqualTo(first);
    assertThat(first.choice().engine()).isEqualTo("lambda");
  }

  @Test
  void whatStageANeverReadIsReadByTheJob() {
    DeliveryRef large = lake.record("large", 1, null, DeliveryState.READY, false);

    LoadPlan.Load plan = plan();

    assertThat(plan.choice().reason()).contains("1 too large for stage A");
    assertThat(entries(plan))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.delivery()).isEqualTo(large);
              assertThat(it.preStage()).isNull();
            });
  }

  @Test
  void deletionsNeedNoGlue() {
    lake.ready("one", 1, "hash-1");
    lake.loadRound(0);
    lake.deletion("one", 2);

    assertThat(((LoadPlan.Load) lake.plan(1)).choice().engine()).isEqualTo("lambda");
  }

  @Test
  void whatTheFunctionFindsTooLargeIsForTheJobOfThePlanAndTheHistorySaysWhy() {
    lake.engine.takeOnlyBelow(1);
    lake.ready("one", 1, "hash-1");
    LoadPlan.Load plan = plan();

    assertThat(plan.choice().inGlue()).isFalse();
    assertThat(plan.choice().job().name()).isEqualTo(StageBLake.GLUE_JOB);
    assertThatThrownBy(() -> lake.load.load(plan.manifest(), lake.execution(), Instant.MAX))
        .isInstanceOf(TooLargeHereException.class);
    assertThat(lake.executions.find(lake.execution()).orElseThrow().decisions())
        .containsExactly("Lambda: 1 files, 1 KB", "Glue: 1 deliveries");
  }

  @Test
  void theDatasetsOwnJobComesFirst() {
    lake.limits(1_000, PLENTY, new Dataset.GlueSettings("own", "G.2X", 9, 1, 100));
    lake.ready("one", 1, "hash-1");

    assertThat(plan().choice().job()).isEqualTo(new EngineChoice.GlueJob("own", "G.2X", 9));
  }

  private LoadPlan.Load plan() {
    return (LoadPlan.Load) lake.plan(0);
  }

  private List<LoadManifest.Entry> entries(LoadPlan.Load plan) {
    return lake.files.manifest(plan.manifest()).entries();
  }

  private static Dataset.GlueSettings thresholds(long minBytes, int minFiles) {
    return new Dataset.GlueSettings(null, "G.1X", 2, minBytes, minFiles);
  }
}
