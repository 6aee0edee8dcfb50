package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every dataset has its schedule, unless it wants none. */
class MaintenanceTemplateTest {

  private static final Templates TEMPLATES = Matrix.dev();

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

  @Test
  void theJobMayListThemToo() {
    List<Templates.Resource> policies =
        TEMPLATES.ofType("AWS::IAM::Policy").stream()
            .filter(it -> it.id().startsWith("StageBLargeLoads"))
            .toList();
    assertThat(policies).hasSize(2);
    assertThat(policies)
        .allSatisfy(
            it ->
                assertThat(it.properties().toString())
                    .containsPattern("ListBucket[^}]*\"Fn::ImportValue\":\"[^\"]*Analytics"));
  }

  @Test
  void onlyWhereADatasetWantsGluesOptimizersIsThereARoleForThem() {
    List<Templates.Resource> roles =
        TEMPLATES.ofType("AWS::IAM::Role").stream()
            .filter(it -> it.id().startsWith("TableOptimizers"))
            .toList();

    assertThat(roles).hasSize(1);
    assertThat(roles.get(0).stack()).isEqualTo("amclake-dev-retail-adtech-pipeline");
    assertThat(roles.get(0).properties().path("AssumeRolePolicyDocument").toString())
        .contains("\"Service\":\"glue.amazonaws.com\"");
    assertThat(statements("TableOptimizers").toString())
        .contains(
            "\"s3:GetObject\",\"s3:PutObject\",\"s3:DeleteObject\"",
            "/retail_*/*",
            "\"glue:GetTable\",\"glue:UpdateTable\"",
            ":table/retail_*/*",
            ":log-group:/aws-glue/iceberg-compaction/logs:*",
            ":log-group:/aws-glue/iceberg-retention/logs:*",
            ":log-group:/aws-glue/iceberg-orphan-file-deletion/logs:*")
        .doesNotContain("glue:CreateTable", "iam:", "dynamodb:");
  }

  @Test
  void whoSetsOptimizersUpMayPassOnThatRole() {
    List<JsonNode> passing =
        statements("Maintenance").stream()
            .filter(it -> it.path("Action").asText().equals("iam:PassRole"))
            .toList();
    assertThat(passing).hasSize(1);
    assertThat(passing.get(0).path("Resource").path("Fn::GetAtt").path(0).asText())
        .startsWith("TableOptimizersRole");
    assertThat(passing.get(0).path("Condition").toString())
        .isEqualTo("{\"StringEquals\":{\"iam:PassedToService\":\"glue.amazonaws.com\"}}");
    assertThat(statements("Maintenance"))
        .filteredOn(it -> it.path("Action").toString().contains("TableOptimizer"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.path("Action").toString())
                    .isEqualTo(
                        "[\"glue:GetTableOptimizer\",\"glue:CreateTableOptimizer\","
                            + "\"glue:UpdateTableOptimizer\"]"))
        .satisfies(it -> assertThat(it.path("Resource").toString()).contains(":table/retail_*/*"));
    assertThat(variables("amclake-dev-retail-adtech-maintenance"))
        .contains("OPTIMIZER_ROLE_ARN", "CATALOG_PROPERTIES");
    assertThat(variables("amclake-dev-demoteam-adtech-maintenance"))
        .doesNotContain("OPTIMIZER_ROLE_ARN");
  }

  /** Of the policies whose name begins like this. */
  private static List<JsonNode> statements(String policy) {
    List<JsonNode> statements = new ArrayList<>();
    TEMPLATES.ofType("AWS::IAM::Policy").stream()
        .filter(it -> it.id().startsWith(policy) && it.stack().contains("retail-adtech"))
        .forEach(
            it ->
                it.properties().path("PolicyDocument").path("Statement").forEach(statements::add));
    return statements;
  }

  private static List<String> variables(String function) {
    List<String> names = new ArrayList<>();
    TEMPLATES
        .named("AWS::Lambda::Function", "FunctionName", function)
        .properties()
        .path("Environment")
        .path("Variables")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  private static List<Templates.Resource> rules() {
    return TEMPLATES.ofType("AWS::Events::Rule").stream()
        .filter(it -> it.properties().path("Name").asText().endsWith("-maintenance"))
        .toList();
  }
}
