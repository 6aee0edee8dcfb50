package io.amcinsights.stageb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.table.TableSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Maintenance as a load without deliveries: rung for, planned, done, closed. */
class MaintenanceBellTest {

  private final StageBLake lake = new StageBLake();

  private boolean wanted(String table) {
    return lake.tables.find(table).orElseThrow().maintenanceWanted();
  }

  @Test
  void ringsForTablesOfTheDatasetThatWereRungBefore() {
    DeliveryRef last = rung();
    lake.tables.register("team_data.empty", "team-data", source());
    lake.tables.register("other_data.table", "other-data", source());
    lake.tables.ring("other_data.table", last);

    assertThat(lake.bell.ring("team-data")).isEqualTo(1);

    List<String> messages = lake.queues.messages(StageBLake.QUEUE_B);
    assertThat(messages).hasSize(1);
    assertThat(StageBMessageJson.read(messages.get(0)).table()).isEqualTo(StageBLake.TABLE);
    assertThat(StageBMessageJson.read(messages.get(0)).delivery()).isEqualTo(last);
    assertThat(wanted(StageBLake.TABLE)).isTrue();
    assertThat(wanted("other_data.table")).isFalse();
  }

  @Test
  void ringsForOneTableWhenItIsNamed() {
    DeliveryRef last = rung();
    lake.tables.register("team_data.other", "team-data", source());
    lake.tables.ring("team_data.other", last);

    assertThat(lake.bell.ring("team-data", StageBLake.TABLE)).isEqualTo(1);

    List<String> messages = lake.queues.messages(StageBLake.QUEUE_B);
    assertThat(messages).hasSize(1);
    assertThat(StageBMessageJson.read(messages.get(0)).table()).isEqualTo(StageBLake.TABLE);
  }

  @Test
  void isARoundOfItsOwnAndClosesTheGeneration() {
    rung();
    lake.bell.ring("team-data");
    long generation = lake.generation();
    String execution = lake.execution();

    LoadId id = lake.loadRound(0);

    assertThat(lake.engine.commits()).extracting(it -> it.commitId()).contains(id.toString());
    assertThat(wanted(StageBLake.TABLE)).isFalse();
    assertThat(lake.tables.find(StageBLake.TABLE).orElseThrow().intent()).isNull();
    assertThat(lake.plan(1)).isInstanceOf(LoadPlan.Closed.class);
    assertThat(lake.generation()).isEqualTo(generation + 1);
    Execution history = lake.executions.find(execution).orElseThrow();
    assertThat(history.status()).isEqualTo(Execution.Status.COMPLETED);
    assertThat(history.decisions())
        .containsExactly(
            "Lambda: maintenance",
            "Maintenance: 7 data files became 1 (7 KB), 2 snapshots expired, 0 orphans removed"
                + " (0 KB)");
  }

  @Test
  void waitsForWhatIsToBeLoaded() {
    DeliveryRef one = rung();
    lake.bell.ring("team-data");
    DeliveryRef two = lake.ready("two", 2, "hash-2");

    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);

    assertThat(lake.files.manifest(plan.manifest()).entries())
        .extracting(it -> it.delivery())
        .containsExactly(two)
        .doesNotContain(one);
    assertThat(wanted(StageBLake.TABLE)).isTrue();
  }

  @Test
  void planningItAgainIsTheSamePlan() {
    rung();
    lake.bell.ring("team-data");
    LoadPlan first = lake.plan(0);
    DeliveryRef late = lake.ready("late", 3, "hash-3");

    assertThat(lake.plan(0)).isEqualTo(first);
    assertThat(lake.state(late)).isEqualTo(DeliveryState.READY);
  }

  @Test
  void whatFailsIsGivenUpAndWaitsForTheNextTime() {
    rung();
    lake.bell.ring("team-data");
    LoadPlan.Load plan = (LoadPlan.Load) lake.plan(0);

    lake.fail(Optional.of(plan.id()), "States.Timeout");

    assertThat(lake.engine.isAborted(plan.id().toString())).isTrue();
    assertThat(lake.tables.find(StageBLake.TABLE).orElseThrow().intent()).isNull();
    assertThat(lake.plan(0)).isInstanceOf(LoadPlan.Closed.class);
  }

  @Test
  void whatIsLeftToGluesOptimizersIsNotRungFor() {
    rung();
    lake.maintainedBy(Dataset.Maintainer.GLUE);
    List<String> ensured = new ArrayList<>();

    assertThat(lake.bell(ensured::add).ring("team-data")).isZero();

    assertThat(ensured).containsExactly(StageBLake.TABLE);
    assertThat(lake.queues.messages(StageBLake.QUEUE_B)).isEmpty();
    assertThat(wanted(StageBLake.TABLE)).isFalse();
  }

  @Test
  void aTableThatCannotHaveOptimizersKeepsNoOtherFromThem() {
    DeliveryRef last = rung();
    lake.tables.register("team_data.another", "team-data", source());
    lake.tables.ring("team_data.another", last);
    lake.maintainedBy(Dataset.Maintainer.GLUE);
    List<String> ensured = new ArrayList<>();
    MaintenanceBell bell =
        lake.bell(
            table -> {
              if (table.equals(StageBLake.TABLE)) {
                ensured.add(table);
                return true;
              }
              throw new UnavailableException("Glue did not answer");
            });

    assertThatThrownBy(() -> bell.ring("team-data")).isInstanceOf(UnavailableException.class);
    assertThat(ensured).containsExactly(StageBLake.TABLE);
  }

  @Test
  void aCatalogWithoutOptimizersLeavesItToTheLake() {
    rung();
    lake.maintainedBy(Dataset.Maintainer.GLUE);

    assertThat(lake.bell.ring("team-data")).isEqualTo(1);
    assertThat(wanted(StageBLake.TABLE)).isTrue();
  }

  @Test
  void aScheduleNamesItsDataset() throws Exception {
    rung();
    var out = new ByteArrayOutputStream();

    new MaintenanceHandler(lake.bell)
        .handleRequest(
            new ByteArrayInputStream("{\"dataset\":\"team-data\"}".getBytes(UTF_8)), out, null);

    assertThat(out.toString(UTF_8)).isEqualTo("{\"rung\":1}");
    assertThatThrownBy(() -> lake.bell.ring("team-none")).isInstanceOf(InvalidInputException.class);
  }

  /** A table with one loaded delivery. */
  private DeliveryRef rung() {
    DeliveryRef one = lake.ready("one", 1, "hash-1");
    lake.loadRound(0);
    lake.tables.raise(StageBLake.TABLE, lake.generation());
    lake.tables.ring(StageBLake.TABLE, one);
    return one;
  }

  private static TableSource source() {
    return new TableSource("acme", "other", "daily", null);
  }
}
