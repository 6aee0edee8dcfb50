package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionsTest {

  private static final Templates TEMPLATES = Matrix.dev();

  /** What each handler refuses to start without. */
  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry(
              "routing.RouteObjectsHandler",
              List.of(
                  "OBJECTS_TABLE",
                  "DATASETS_TABLE",
                  "PIPELINES_TABLE",
                  "TABLES_TABLE",
                  "CUSTOMERS_TABLE",
                  "RAW_BUCKET")),
          Map.entry("routing.StartStageHandler", List.of("STAGE", "STATE_MACHINE_ARN")),
          Map.entry(
              "routing.ReconcilerHandler",
              List.of("OBJECTS_TABLE", "CUSTOMERS_TABLE", "RAW_BUCKET", "INGEST_QUEUE_URL")),
          Map.entry(
              "routing.RegisterHandler",
              List.of("DATASETS_TABLE", "PIPELINES_TABLE", "CUSTOMERS_TABLE")),
          Map.entry("routing.OptInHandler", List.of()),
          Map.entry(
              "routing.ReleaseHandler",
              List.of("OBJECTS_TABLE", "CUSTOMERS_TABLE", "RAW_BUCKET", "INGEST_QUEUE_URL")),
          Map.entry("tps.CustomerStreamHandler", List.of("CUSTOMERS_TABLE", "STATE_MACHINE_ARN")),
          Map.entry(
              "tps.TenantSweeperHandler",
              List.of("CUSTOMERS_TABLE", "OBJECTS_TABLE", "STATE_MACHINE_ARN")),
          Map.entry(
              "tps.ProvisionHandler",
              List.of(
                  "CUSTOMERS_TABLE",
                  "DATASETS_TABLE",
                  "STATE_MACHINE_ARN",
                  "TENANT_TEMPLATE",
                  "AWAY_TEMPLATE",
                  "PARTNER_TEMPLATE",
                  "REGION_TEMPLATE",
                  "RULES_TEMPLATE",
                  "OWN_RULES",
                  "DEPLOYER_ROLE_ARN",
                  "NOTICES_TOPIC_ARN",
                  "INSTALLATION",
                  "ENVIRONMENT",
                  "LAKE_ACCOUNT")),
          Map.entry(
              "stagea.LightTransformHandler",
              List.of(
                  "OBJECTS_TABLE",
                  "TABLES_TABLE",
                  "DATASETS_TABLE",
                  "CUSTOMERS_TABLE",
                  "EXECUTIONS_TABLE",
                  "RAW_BUCKET",
                  "STAGE_BUCKET")),
          Map.entry(
              "stagea.FailStageAHandler",
              List.of("OBJECTS_TABLE", "EXECUTIONS_TABLE", "FAILED_QUEUE_URL")),
          Map.entry(
              "stageb.PlanLoadHandler",
              stageB("OBJECTS_TABLE", "DATASETS_TABLE", "CATALOG_PROPERTIES", "GLUE_JOB_NAME")),
          Map.entry("stageb.LoadTableHandler", stageB("DATASETS_TABLE", "CATALOG_PROPERTIES")),
          Map.entry("stageb.FinishLoadHandler", stageB("OBJECTS_TABLE")),
          Map.entry(
              "stageb.FailLoadHandler",
              stageB("OBJECTS_TABLE", "DATASETS_TABLE", "CATALOG_PROPERTIES", "FAILED_QUEUE_URL")),
          Map.entry("stageb.MaintenanceHandler", stageB("DATASETS_TABLE", "STATE_MACHINE_ARN")),
          Map.entry(
              "stageb.SweeperHandler",
              stageB(
                  "OBJECTS_TABLE",
                  "DATASETS_TABLE",
                  "PIPELINE",
                  "PIPELINES_TABLE",
                  "CATALOG_PROPERTIES",
                  "STATE_MACHINE_ARN",
                  "STATE_MACHINE_A_ARN")));

  private static List<String> stageB(String... more) {
    return Stream.concat(
            Stream.of("TABLES_TABLE", "EXECUTIONS_TABLE", "STAGE_BUCKET"), Stream.of(more))
        .toList();
  }

  static List<Templates.Resource> functions() {
    return TEMPLATES.ofType("AWS::Lambda::Function");
  }

  @Test
  void thereAreSevenPerInstallationOneForReadersAndElevenPerPipeline() {
    assertThat(functions()).hasSize(3 + 4 + 1 + 2 * 11);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyFunctionHasARoleOfItsOwn(Templates.Resource function) {
    String role = Templates.text(function.properties().path("Role"));
    assertThat(functions())
        .filteredOn(it -> it.stack().equals(function.stack()))
        .filteredOn(it -> Templates.text(it.properties().path("Role")).equals(role))
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyFunctionGetsWhatItsHandlerRequiresAndNoOtherTable(Templates.Resource function) {
    String handler = function.properties().path("Handler").asText();
    assertThat(handler).startsWith("io.amcinsights.").endsWith("Handler::handleRequest");
    String name = handler.replace("io.amcinsights.", "").replace("::handleRequest", "");
    assertThat(REQUIRED).containsKey(name);
    JsonNode variables = function.properties().path("Environment").path("Variables");
    List<String> required = new ArrayList<>(REQUIRED.getOrDefault(name, List.of()));
    if (variables.path("STAGE").asText().equals("b")) {
      required.add("TABLES_TABLE");
    }
    for (String variable : required) {
      assertThat(variables.has(variable)).as("%s of %s", variable, function).isTrue();
      assertThat(Templates.text(variables.path(variable))).isNotBlank();
    }
    assertThat(variables.fieldNames())
        .toIterable()
        .filteredOn(it -> it.endsWith("_TABLE"))
        .isSubsetOf(required);
  }

  @Test
  void functionsThatABurstMustNotStarveHaveConcurrencyOfTheirOwn() {
    assertThat(functions())
        .filteredOn(it -> it.properties().has("ReservedConcurrentExecutions"))
        .extracting(it -> it.properties().path("FunctionName").asText())
        .contains(
            "amclake-dev-demoteam-adtech-start-a",
            "amclake-dev-demoteam-adtech-start-b",
            "amclake-dev-demoteam-adtech-fail-a",
            "amclake-dev-demoteam-adtech-fail-load");
  }

  @Test
  void theCatalogIsGluesOverTheAnalyticsBucket() {
    JsonNode variables =
        TEMPLATES
            .named(
                "AWS::Lambda::Function", "FunctionName", "amclake-dev-demoteam-adtech-load-table")
            .properties()
            .path("Environment")
            .path("Variables");
    JsonNode catalog =
        Templates.parse(Templates.text(variables.path("CATALOG_PROPERTIES")).replace("\\", ""));
    assertThat(catalog.path("catalog-impl").asText())
        .isEqualTo("org.apache.iceberg.aws.glue.GlueCatalog");
    assertThat(catalog.path("io-impl").asText()).isEqualTo("org.apache.iceberg.aws.s3.S3FileIO");
    assertThat(catalog.path("warehouse").asText()).startsWith("s3://<").contains("Analytics");
  }
}
