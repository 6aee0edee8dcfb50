package io.amcinsights.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.Landed;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.message.ExecutionNames;
import io.amcinsights.core.table.TableSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpkeepTest {

  private static final String TABLE = Landed.TABLE;

  private final TestLake lake = new TestLake();
  private final Instant now = lake.clock.instant();

  private void table(String name, String dataset) {
    lake.registry.register(name, dataset, new TableSource("acme", "reach", "daily", null));
    lake.registry.ring(name, Landed.version(1).ref());
  }

  private ObjectNode request(String field, String value) {
    return Json.object().put(field, value);
  }

  private void runs(long generation, Instant startedAt) {
    lake.history.start(
        new Execution(
            ExecutionNames.stageB(TABLE, generation),
            "demoteam-adtech",
            "b",
            Landed.DATASET,
            TABLE,
            Execution.Status.RUNNING,
            List.of(),
            List.of(),
            0,
            null,
            startedAt,
            null,
            startedAt.plus(Duration.ofDays(120))));
  }

  private void maintained(long generation, Instant at) {
    lake.history.note(
        ExecutionNames.stageB(TABLE, generation),
        new Execution.Step("MAINTAINED", "LoadTable", at),
        List.of("Maintenance: 12 data files became 1"),
        0);
  }

  private JsonNode progress(ObjectNode rung) {
    return lake.operator.maintenanceProgress(rung).path(0);
  }

  @Test
  void oneTableIsRungByItsBareName() {
    table(TABLE, Landed.DATASET);
    String bare = TABLE.substring(TABLE.indexOf('.') + 1);

    JsonNode rung = lake.operator.maintain(request("table", bare));

    assertThat(lake.rung).containsExactly(Landed.DATASET + "/" + TABLE);
    assertThat(rung.path("tables").path(0).path("table").asText()).isEqualTo(TABLE);
  }

  @Test
  void aDatasetIsRungOnceWhateverItHolds() {
    table(TABLE, Landed.DATASET);
    table("demoteam_amcdataset.other", Landed.DATASET);
    table("else.where", "else-where");
    lake.registry.register(
        "demoteam_amcdataset.empty",
        Landed.DATASET,
        new TableSource("acme", "empty", "daily", null));

    JsonNode rung = lake.operator.maintain(request("dataset", Landed.DATASET));

    assertThat(lake.rung).containsExactly(Landed.DATASET + "/null");
    assertThat(rung.path("tables")).hasSize(2);
  }

  @Test
  void waitsUntilTheHistoryKnowsOfAMaintenanceSinceItWasAskedFor() {
    table(TABLE, Landed.DATASET);
    runs(1, now.minusSeconds(60));
    maintained(1, now.minusSeconds(30));
    ObjectNode rung = lake.operator.maintain(request("table", TABLE));

    assertThat(progress(rung).path("state").asText()).isEqualTo("RUNNING");

    maintained(1, now.plusSeconds(1));
    assertThat(progress(rung).path("state").asText()).isEqualTo("DONE");
    assertThat(progress(rung).path("done").asText()).isEqualTo("12 data files became 1");
  }

  @Test
  void theNextGenerationMayHaveHeardIt() {
    table(TABLE, Landed.DATASET);
    ObjectNode rung = lake.operator.maintain(request("table", TABLE));
    assertThat(progress(rung).path("state").asText()).isEqualTo("WAITING");

    lake.registry.raise(TABLE, 1);
    runs(2, now);
    maintained(2, now.plusSeconds(1));

    assertThat(progress(rung).path("state").asText()).isEqualTo("DONE");
    assertThat(progress(rung).path("execution").asText())
        .isEqualTo(ExecutionNames.stageB(TABLE, 2));
  }

  @Test
  void saysWhyItFailed() {
    table(TABLE, Landed.DATASET);
    ObjectNode rung = lake.operator.maintain(request("table", TABLE));
    runs(1, now);
    lake.history.end(
        ExecutionNames.stageB(TABLE, 1),
        Execution.Status.FAILED,
        new Execution.Step("FAILED", "FailLoad", now.plusSeconds(1)),
        "no space left");

    assertThat(progress(rung).path("state").asText()).isEqualTo("FAILED");
    assertThat(progress(rung).path("error").asText()).isEqualTo("no space left");
  }

  @Test
  void aPreviewRingsNothing() {
    table(TABLE, Landed.DATASET);

    JsonNode preview = lake.operator.maintenancePreview(Map.of()).path(0);

    assertThat(preview.path("table").asText()).isEqualTo(TABLE);
    assertThat(preview.path("files").asInt()).isEqualTo(12);
    assertThat(preview.path("orphanBytes").asLong()).isEqualTo(99);
    assertThat(lake.rung).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> lake.operator.maintain(request("table", "nobody")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("No table 'nobody'");
    assertThatThrownBy(() -> lake.operator.maintenancePreview(Map.of("dataset", "nobody")))
        .hasMessageContaining("No dataset 'nobody'");
  }
}
