package io.amcinsights.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.DeliveryJson;
import io.amcinsights.core.dataset.DatasetJson;
import io.amcinsights.core.dataset.PipelineStageJson;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.history.ExecutionJson;
import io.amcinsights.core.library.LibraryJson;
import io.amcinsights.core.run.RunJson;
import io.amcinsights.core.schedule.ScheduleJson;
import io.amcinsights.core.table.TableRecordJson;
import io.amcinsights.core.tenant.TenantJson;
import io.amcinsights.core.transform.ProfileJson;
import io.amcinsights.core.workflow.WorkflowJson;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenSamplesTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void writesWhatItReadCharacterByCharacter(String name, UnaryOperator<String> readAndWrite) {
    assertThat(readAndWrite.apply(Samples.compact(name))).isEqualTo(Samples.compact(name));
  }

  static Stream<Arguments> documents() {
    return Stream.of(
        document("stage-a-message", it -> StageAMessageJson.write(StageAMessageJson.read(it))),
        document("stage-b-message", it -> StageBMessageJson.write(StageBMessageJson.read(it))),
        document("load-input", it -> LoadInputJson.write(LoadInputJson.read(it))),
        document("load-manifest", it -> LoadManifestJson.write(LoadManifestJson.read(it))),
        document("load-result", it -> LoadResultJson.write(LoadResultJson.read(it))),
        document("failed-work", it -> FailedWorkJson.write(FailedWorkJson.read(it))),
        document("profile", it -> ProfileJson.write(ProfileJson.read(it))),
        document("dataset", it -> DatasetJson.write(DatasetJson.read(it))),
        document("pipeline-stage", it -> PipelineStageJson.write(PipelineStageJson.read(it))),
        document("tenant", it -> TenantJson.write(TenantJson.read(it))),
        document("item-workflow", it -> WorkflowJson.write(WorkflowJson.read(it))),
        document("item-library-entry", it -> LibraryJson.write(LibraryJson.read(it))),
        document("item-schedule", it -> ScheduleJson.write(ScheduleJson.read(it))),
        document("item-run", it -> RunJson.write(RunJson.read(it))),
        document("run-request", it -> RunRequestJson.write(RunRequestJson.read(it))));
  }

  private static Arguments document(String name, UnaryOperator<String> readAndWrite) {
    return arguments(name, readAndWrite);
  }

  @Test
  void carriesAStageAMessageAsPayloadOfFailedWork() {
    var message = StageAMessageJson.read(Samples.compact("stage-a-message"));
    var payload = FailedWorkJson.read(Samples.compact("failed-work")).payload();

    assertThat(StageAMessageJson.toPayload(message)).isEqualTo(payload);
    assertThat(StageAMessageJson.fromPayload(payload)).isEqualTo(message);
  }

  @Test
  void carriesAStageBMessageAsPayloadOfFailedWork() {
    var message = StageBMessageJson.read(Samples.compact("stage-b-message"));

    assertThat(StageBMessageJson.fromPayload(StageBMessageJson.toPayload(message)))
        .isEqualTo(message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void refusesAVersionItDoesNotKnow(String name, UnaryOperator<String> readAndWrite) {
    String newer =
        Samples.compact(name).replaceFirst("\"schemaVersion\":\\d+", "\"schemaVersion\":99");

    assertThatThrownBy(() -> readAndWrite.apply(newer))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("schemaVersion 99");
  }

  @Test
  void namesTheFieldThatIsMissing() {
    assertThatThrownBy(() -> LoadInputJson.read("{\"schemaVersion\":1,\"dataset\":\"d\"}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'table' is missing");
  }

  @Test
  void namesTheWordsThatAreAllowed() {
    String wrong = Samples.compact("stage-a-message").replace("SMALL", "HUGE");

    assertThatThrownBy(() -> StageAMessageJson.read(wrong))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'lane' is 'HUGE'")
        .hasMessageContaining("[SMALL, LARGE]");
  }

  @Test
  void readsStoredItemsWithTheirIndexAttributes() {
    for (String delivery : List.of("item-delivery", "item-delivery-of-parts", "item-part")) {
      assertThat(DeliveryJson.toJson(DeliveryJson.read(Samples.json(delivery))))
          .hasToString(without(delivery, "stateShard", "tableState", "dayShard"));
    }
    assertThat(TableRecordJson.toJson(TableRecordJson.read(Samples.json("item-table"))))
        .hasToString(without("item-table", "kind"));
    assertThat(ExecutionJson.toJson(ExecutionJson.read(Samples.json("item-execution"))))
        .hasToString(without("item-execution", "dayShard"));
  }

  private static String without(String name, String... fields) {
    ObjectNode row = (ObjectNode) Samples.json(name);
    row.remove(List.of(fields));
    row.remove("revision");
    return row.toString();
  }
}
