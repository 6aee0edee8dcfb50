package io.amcinsights.stageb;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.table.Intent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PlanLoad, LoadTable and FinishLoad when nothing goes wrong, and when planning is repeated. */
class LoadTest {

  private static final String KEY =
      "workflow=reach/schedule=daily/2025-12-31T10:00:00.000Z-reach.csv";

  private final StageBLake lake = new StageBLake();

  @Test
  void readyDeliveriesAreLoadedTogetherAndThenTheGenerationCloses() {
    DeliveryRef one = lake.ready("one", 1, "hash-1");
    DeliveryRef two = lake.ready("two", 2, "hash-2");
    long generation = lake.generation();
    String execution = lake.execution();

    lake.loadRound(0);

    assertThat(lake.state(one)).isEqualTo(DeliveryState.COMMITTED);
    assertThat(lake.find(two).rows()).isEqualTo(10);
    assertThat(lake.find(two).snapshot()).isEqualTo(1);
    assertThat(lake.tables.find(StageBLake.TABLE).orElseThrow().intent()).isNull();
    assertThat(lake.plan(1)).isInstanceOf(LoadPlan.Closed.class);
    assertThat(lake.generation()).isEqualTo(generation + 1);
    Execution history = lake.executions.find(execution).orElseThrow();
    assertThat(history.status()).isEqualTo(Execution.Status.COMPLETED);
    assertThat(history.decisions())
        .containsExactly(
            "Lambda: 2 files, 2 KB",
            "Load %s/%d/0: 2 COMMITTED, 20 rows".formatted(StageBLake.TABLE, generation));
    assertThat(history.objects()).isEqualTo(2);
  }

  @Test
  void theManifestNamesWhatLineageColumnsNeed() {
    lake.ready(KEY, 1, "hash-1");

    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);

    LoadManifest.Entry entry = lake.files.manifest(plan.manifest()).entries().get(0);
    assertThat(entry.customer()).isEqualTo("acme");
    assertThat(entry.exportYear()).isEqualTo("2025");
    assertThat(entry.exportMonth()).isEqualTo("12");
    assertThat(entry.preStage()).startsWith("s3://stage/team/data/acme_reach_daily/v1-");
    assertThat(entry.contentHash()).isEqualTo("hash-1");
    assertThat(plan.choice().engine()).isEqualTo("lambda");
  }

  @Test
  void theManifestHoldsTheColumnsThatTheTenantsWorkflowDeclares() {
    var zip = new Dataset.DeclaredColumn("zip", "string", null);
    lake.declarations =
        (workflow, tenants) ->
            workflow.equals("reach") && tenants.equals(List.of("acme")) ? List.of(zip) : List.of();
    lake.ready(KEY, 1, "hash-1");

    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);

    assertThat(lake.files.manifest(plan.manifest()).columns()).containsExactly(zip);
  }

  @Test
  void onlyTheHeadOfAKeyIsLoaded() {
    DeliveryRef old = lake.ready("key", 1, "hash-1");
    DeliveryRef current = lake.ready("key", 2, "hash-2");

    lake.loadRound(0);

    assertThat(lake.state(current)).isEqualTo(DeliveryState.COMMITTED);
    assertThat(lake.state(old)).isEqualTo(DeliveryState.SUPERSEDED);
    assertThat(lake.find(old).reason()).contains("v2");
  }

  @Test
  void theSameContentAgainIsSkipped() {
    lake.ready("key", 1, "same");
    lake.loadRound(0);
    DeliveryRef again = lake.ready("key", 2, "same");

    assertThat(lake.plan(1)).isInstanceOf(LoadPlan.Closed.class);
    assertThat(lake.state(again)).isEqualTo(DeliveryState.SKIPPED);
    assertThat(lake.find(again).reason()).isEqualTo("same content as v1");
  }

  @Test
  void contentThatTheLoadReadItselfIsRememberedAndSkippedAsStageASFiles() {
    DeliveryRef large = lake.ready("key", 1, null);
    lake.engine.content(large, "same");
    lake.loadRound(0);
    DeliveryRef again = lake.ready("key", 2, "same");

    assertThat(lake.find(large).contentHash()).isEqualTo("same");
    assertThat(lake.plan(1)).isInstanceOf(LoadPlan.Closed.class);
    assertThat(lake.state(again)).isEqualTo(DeliveryState.SKIPPED);
    assertThat(lake.find(again).reason()).isEqualTo("same content as v1");
  }

  @Test
  void contentThatNobodyReadYetIsComparedByTheLoad() {
    DeliveryRef large = lake.ready("key", 1, null);
    lake.engine.content(large, "same");
    lake.loadRound(0);
    DeliveryRef again = lake.ready("key", 2, null);
    lake.engine.content(again, "same");

    lake.loadRound(1);

    assertThat(lake.state(again)).isEqualTo(DeliveryState.SKIPPED);
    assertThat(lake.find(again).reason()).isEqualTo("same content as v1");
    assertThat(lake.find(again).contentHash()).isNull();
    assertThat(lake.engine.rowsOf(large.object())).contains("v1");
  }

  @Test
  void aDeletionOfLoadedRowsIsALoad() {
    DeliveryRef loaded = lake.ready("key", 1, "hash");
    lake.loadRound(0);
    DeliveryRef deletion = lake.deletion("key", 2);

    lake.loadRound(1);

    assertThat(lake.state(deletion)).isEqualTo(DeliveryState.DELETED);
    assertThat(lake.engine.rowsOf(loaded.object())).isEmpty();
  }

  @Test
  void aDeletionOfWhatWasNeverLoadedEndsByItself() {
    DeliveryRef deletion = lake.deletion("key", 2);

    assertThat(lake.plan(0)).isInstanceOf(LoadPlan.Closed.class);
    assertThat(lake.state(deletion)).isEqualTo(DeliveryState.DELETED);
  }

  @Test
  void whatWasDeletedBeforeItWasLoadedIsDeleted() {
    DeliveryRef old = lake.ready("key", 1, "hash");
    lake.deletion("key", 2);

    assertThat(lake.plan(0)).isInstanceOf(LoadPlan.Closed.class);
    assertThat(lake.state(old)).isEqualTo(DeliveryState.DELETED);
  }

  @Test
  void aBadFileDoesNotKeepTheOthersFromCommitting() {
    DeliveryRef good = lake.ready("good", 1, "hash-1");
    DeliveryRef bad = lake.ready("bad", 2, "hash-2");
    lake.engine.breakFile(bad);

    lake.loadRound(0);

    assertThat(lake.state(good)).isEqualTo(DeliveryState.COMMITTED);
    assertThat(lake.state(bad)).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(lake.find(bad).reason()).isEqualTo("it is broken");
  }

  @Test
  void aLoadTakesNoMoreThanTheLimitsAndOneFileAlways() {
    lake.limits(2, 1_500);
    lake.ready("one", 1, "hash-1");
    lake.ready("two", 2, "hash-2");

    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);

    assertThat(lake.files.manifest(plan.manifest()).entries()).hasSize(1);
  }

  @Test
  void planningAgainGivesTheSameManifest() {
    lake.ready("one", 1, "hash-1");
    LoadPlan first = lake.plan(0);
    lake.ready("two", 2, "hash-2");

    assertThat(lake.plan(0)).isEqualTo(first);
    assertThat(lake.files.manifest(((LoadPlan.Load) first).manifest()).entries()).hasSize(1);
  }

  @Test
  void claimsOfARunThatDiedBeforeItsManifestAreTakenOver() {
    DeliveryRef claimed = lake.ready("one", 1, "hash-1");
    LoadId load = new LoadId(StageBLake.TABLE, lake.generation(), 0);
    lake.tables.open(
        StageBLake.TABLE,
        lake.generation(),
        new Intent(load.toString(), lake.files.manifestOf(load).uri(), null, null, Instant.EPOCH));
    lake.catalog.claim(claimed, load.toString(), lake.execution());

    lake.loadRound(0);

    assertThat(lake.state(claimed)).isEqualTo(DeliveryState.COMMITTED);
  }

  @Test
  void anIntentOfAnEarlierGenerationIsSettledFirst() {
    DeliveryRef stuck = lake.ready("one", 1, "hash-1");
    LoadPlan.Load abandoned = (LoadPlan.Load) lake.plan(0);
    lake.tables.raise(StageBLake.TABLE, lake.generation());

    lake.loadRound(0);

    assertThat(lake.state(stuck)).isEqualTo(DeliveryState.COMMITTED);
    assertThat(lake.engine.isAborted(abandoned.id().toString())).isTrue();
  }

  @Test
  void aRaisedGenerationPlansNothing() {
    lake.ready("one", 1, "hash-1");
    var input = lake.input();
    lake.tables.raise(StageBLake.TABLE, lake.generation());

    assertThat(lake.planner.plan(input, 0, "late")).isInstanceOf(LoadPlan.Closed.class);
  }

  @Test
  void theDeliveryThatRangLastIsSeenEvenIfTheIndexLags() {
    DeliveryRef other = lake.record("x", 1, "h", DeliveryState.STAGING, false);
    lake.tables.ring(StageBLake.TABLE, other);

    // STAGING: rung by mistake, so nothing is claimed and nothing fails.
    assertThat(lake.plan(0)).isInstanceOf(LoadPlan.Closed.class);
    assertThat(lake.state(other)).isEqualTo(DeliveryState.STAGING);
  }

  @Test
  void afterManyRoundsTheNextGenerationTakesOver() {
    DeliveryRef ready = lake.ready("one", 1, "hash-1");
    lake.tables.ring(StageBLake.TABLE, ready);
    long generation = lake.generation();

    assertThat(lake.plan(LoadPlanner.MOST_ROUNDS)).isInstanceOf(LoadPlan.Closed.class);

    assertThat(lake.generation()).isEqualTo(generation + 1);
    assertThat(lake.queues.messages(StageBLake.QUEUE_B)).hasSize(1);
    assertThat(lake.state(ready)).isEqualTo(DeliveryState.READY);
  }

  @Test
  void finishingTwiceChangesNothing() {
    DeliveryRef one = lake.ready("one", 1, "hash-1");
    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);
    var result = lake.load(plan.manifest(), lake.execution());
    var again = lake.load(plan.manifest(), lake.execution());
    lake.finisher.finish(plan.id(), result, lake.execution());
    lake.finisher.finish(plan.id(), again, lake.execution());

    assertThat(lake.engine.commits()).hasSize(1);
    assertThat(lake.state(one)).isEqualTo(DeliveryState.COMMITTED);
  }
}
