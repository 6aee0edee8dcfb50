package io.amcinsights.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.catalog.InMemoryObjectCatalog;
import io.amcinsights.core.catalog.Landed;
import io.amcinsights.core.cost.Counts;
import io.amcinsights.core.cost.Prices;
import io.amcinsights.core.cost.Unit;
import io.amcinsights.core.cost.Usage;
import io.amcinsights.core.dataset.InMemoryDatasets;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.history.InMemoryExecutionHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CostReportTest {

  private static final Instant NOON = Landed.NOON;
  private static final double TRANSITION = Prices.load().of(Unit.STATE_TRANSITIONS);

  private final InMemoryObjectCatalog catalog =
      new InMemoryObjectCatalog(Clock.fixed(NOON, ZoneOffset.UTC));
  private final InMemoryExecutionHistory history = new InMemoryExecutionHistory();
  private final Counts counts =
      new Counts(
          Usage.of(Unit.STATE_TRANSITIONS, 2).plus(Unit.LAMBDA_GB_SECONDS, 4),
          Usage.of(Unit.STATE_TRANSITIONS, 8).plus(Unit.LAMBDA_GB_SECONDS, 6));

  private JsonNode report() {
    var objects = new ObjectQueries(catalog, new InMemoryDatasets());
    return new CostReport(objects, history, Prices.load(), counts)
        .report(NOON.minus(Duration.ofDays(1)));
  }

  private void execution(String id, String stage, String subject, Duration took) {
    history.start(running(id, stage, subject));
    history.end(
        id,
        Execution.Status.COMPLETED,
        new Execution.Step("COMPLETED", "Some", NOON.plus(took)),
        null);
  }

  private static Execution running(String id, String stage, String subject) {
    return new Execution(
        id,
        "demoteam-adtech",
        stage,
        Landed.DATASET,
        subject,
        Execution.Status.RUNNING,
        List.of(),
        List.of(),
        0,
        null,
        NOON,
        null,
        NOON.plus(Duration.ofDays(120)));
  }

  @Test
  void nothingCostsNothing() {
    assertThat(report().path("days")).isEmpty();
    assertThat(report().path("total").path("dollars").asDouble()).isZero();
  }

  @Test
  void aDeliveryCostsWhatOneTakesAndALoadWhatOneTakes() {
    catalog.record(Landed.unresolved(Landed.REPORT));
    execution("b-1", "b", Landed.TABLE, Duration.ofSeconds(1));

    JsonNode day = report().path("days").path(0);

    assertThat(day.path("day").asText()).isEqualTo("2024-03-01");
    assertThat(day.path("files").asInt()).isEqualTo(1);
    assertThat(day.path("loads").asInt()).isEqualTo(1);
    assertThat(day.path("usage").path("STATE_TRANSITIONS").asDouble()).isEqualTo(10);
    assertThat(day.path("usage").path("LAMBDA_GB_SECONDS").asDouble()).isEqualTo(10);
    assertThat(day.path("services").path("Step Functions").asDouble())
        .isCloseTo(10 * TRANSITION, within(1e-6));
  }

  @Test
  void anExecutionThatTookLongerIsBilledForItsTime() {
    catalog.record(Landed.unresolved(Landed.REPORT));
    execution("b-1", "b", Landed.TABLE, Duration.ofSeconds(100));

    JsonNode usage = report().path("total").path("usage");

    // 4 of the file, and 100 s at 3 GB.
    assertThat(usage.path("LAMBDA_GB_SECONDS").asDouble()).isEqualTo(304);
  }

  @Test
  void aRunInGlueIsBilledByItsWorkersAndNoFunctionForTheTime() {
    catalog.record(Landed.unresolved(Landed.REPORT));
    execution("b-1", "b", Landed.TABLE, Duration.ofSeconds(110));
    history.start(running("b-2", "b", Landed.TABLE));
    note("b-2", "PLANNED", 5, null);
    note("b-2", "LOADED", 105, new Execution.GlueRun("G.2X", 3, 90));
    history.end(
        "b-2",
        Execution.Status.COMPLETED,
        new Execution.Step("COMPLETED", "Some", NOON.plusSeconds(110)),
        null);

    JsonNode total = report().path("total");

    // 3 workers of 2 DPUs for 90 s.
    assertThat(total.path("usage").path("GLUE_DPU_SECONDS").asDouble()).isEqualTo(540);
    assertThat(total.path("services").path("Glue").asDouble())
        .isCloseTo(540 * 0.44 / 3_600, within(1e-6));
    // 4 of the file, 110 s at 3 GB, and 10 s of those in which Glue did not run.
    assertThat(total.path("usage").path("LAMBDA_GB_SECONDS").asDouble()).isEqualTo(364);
  }

  private void note(String id, String status, int second, Execution.@Nullable GlueRun glue) {
    var step = new Execution.Step(status, "Some", NOON.plusSeconds(second), glue);
    history.note(id, step, List.of(), 0);
  }

  @Test
  void deliveriesBeforeTheTimeAskedForDoNotCount() {
    catalog.record(Landed.at(Landed.REPORT, 1, NOON.minus(Duration.ofDays(2))));

    assertThat(report().path("days")).isEmpty();
  }
}
