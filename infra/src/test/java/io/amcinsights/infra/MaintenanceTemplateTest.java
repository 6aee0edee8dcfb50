package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every dataset has its schedule, unless it wants none. */
class MaintenanceTemplateTest {

  private static final Templates TEMPLATES = Templates.all();

  @Test
  void everyDatasetIsMaintainedOnceADayUnlessItSaysOtherwise() {
    assertThat(rules())
        .extracting(
            rule ->
                rule.properties().path("Name").asText()
                    + " "
                    + rule.properties().path("ScheduleExpression").asText())
        .containsExactlyInAnyOrder(
            "amclake-dev-demoteam-amcdataset-maintenance rate(1 day)",
            "amclake-dev-retail-amcdataset-maintenance rate(12 hours)");
  }

  @Test
  void aScheduleCallsTheMaintenanceOfItsPipelineWithItsDataset() {
    Templates.Resource rule =
        rules().stream().filter(it -> it.stack().contains("retail")).findFirst().orElseThrow();
    JsonNode target = rule.properties().path("Targets").path(0);

    assertThat(Json.read("input", target.path("Input").asText()))
        .isEqualTo(Json.object().put("dataset", "retail-amcdataset"));
    assertThat(target.path("Arn").toString()).contains("Maintenance");
    assertThat(TEMPLATES.template(rule.stack()).toString())
        .contains("events.amazonaws.com", "lambda:InvokeFunction");
  }

  @Test
  void whoLoadsMayListTheFilesOfTables() {
    List<Templates.Resource> policies =
        TEMPLATES.ofType("AWS::IAM::Policy").stream()
            .filter(it -> it.id().startsWith("StageBLoadTable"))
            .toList();
    assertThat(policies).hasSize(2);
    assertThat(policies)
        .allSatisfy(
            it ->
                assertThat(it.properties().toString())
                    .containsPattern("ListBucket[^}]*\"Fn::ImportValue\":\"[^\"]*Analytics"));
  }

  private static List<Templates.Resource> rules() {
    return TEMPLATES.ofType("AWS::Events::Rule").stream()
        .filter(it -> it.properties().path("Name").asText().endsWith("-maintenance"))
        .toList();
  }
}
