package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.event.ruler.RuleCompiler;
import software.amazon.event.ruler.Ruler;

class WiringTest {

  private static final Templates TEMPLATES = Matrix.dev();

  @Test
  void everyTemplateLiesDirectlyInTheFolder() {
    assertThat(TEMPLATES.byStack())
        .containsOnlyKeys(
            "amclake-dev-foundation",
            "amclake-dev-governance",
            "amclake-dev-ingest",
            "amclake-dev-operations",
            "amclake-dev-tenants",
            "amclake-dev-tps",
            "amclake-dev-demoteam-adtech-pipeline",
            "amclake-dev-retail-adtech-pipeline",
            "amclake-dev-demoteam-amcdataset-dataset",
            "amclake-dev-demoteam-trial-dataset",
            "amclake-dev-retail-amcdataset-dataset",
            "amclake-dev-tenant",
            "amclake-dev-tenant-away",
            "amclake-dev-tenant-partner",
            "amclake-dev-region",
            "amclake-dev-rules");
  }

  @Test
  void everyMappingTakesTenAtOnceOrMoreAfterAWhileAndReportsWhatFailed() {
    List<Templates.Resource> mappings =
        TEMPLATES.ofType("AWS::Lambda::EventSourceMapping").stream()
            .filter(it -> !it.properties().has("StartingPosition"))
            .toList();
    assertThat(mappings).hasSize(1 + 2 + 3);
    for (Templates.Resource mapping : mappings) {
      boolean collects = mapping.stack().contains("trial");
      assertThat(mapping.properties().path("MaximumBatchingWindowInSeconds").asInt())
          .isEqualTo(collects ? 60 : 0);
      assertThat(mapping.properties().path("BatchSize").asInt()).isEqualTo(collects ? 100 : 10);
      assertThat(mapping.properties().path("FunctionResponseTypes").path(0).asText())
          .isEqualTo("ReportBatchItemFailures");
    }
  }

  @Test
  void aChangeOfACustomerRecordIsTriedForADayInOrderAndParkedAfterwards() {
    assertThat(TEMPLATES.ofType("AWS::Lambda::EventSourceMapping"))
        .filteredOn(it -> it.properties().has("StartingPosition"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.stack()).isEqualTo("amclake-dev-tps");
              assertThat(it.properties().path("StartingPosition").asText())
                  .isEqualTo("TRIM_HORIZON");
              assertThat(it.properties().path("BisectBatchOnFunctionError").asBoolean()).isTrue();
              assertThat(it.properties().path("MaximumRetryAttempts").asInt()).isEqualTo(10);
              assertThat(it.properties().path("MaximumRecordAgeInSeconds").asInt())
                  .isEqualTo(86_400);
              assertThat(it.properties().path("FunctionResponseTypes").path(0).asText())
                  .isEqualTo("ReportBatchItemFailures");
              assertThat(
                      it.properties()
                          .at("/DestinationConfig/OnFailure/Destination")
                          .isMissingNode())
                  .isFalse();
            });
  }

  @Test
  void everyEventPatternIsValid() throws IOException {
    List<String> checked = new ArrayList<>();
    for (Templates.Resource rule : TEMPLATES.ofType("AWS::Events::Rule")) {
      JsonNode pattern = rule.properties().path("EventPattern");
      if (pattern.isMissingNode()) {
        assertThat(rule.properties().path("ScheduleExpression").asText()).matches("rate\\(.+\\)");
        continue;
      }
      assertThat(RuleCompiler.check(resolved(pattern))).as(rule.toString()).isNull();
      checked.add(rule.stack());
    }
    assertThat(checked)
        .filteredOn(it -> it.equals("amclake-dev-rules"))
        .hasSize(RulesTemplate.SLOTS);
    assertThat(checked)
        .filteredOn(it -> !it.equals("amclake-dev-rules"))
        .containsExactlyInAnyOrder(
            "amclake-dev-ingest",
            "amclake-dev-ingest",
            "amclake-dev-demoteam-adtech-pipeline",
            "amclake-dev-retail-adtech-pipeline",
            "amclake-dev-tenant",
            "amclake-dev-tenant-away",
            "amclake-dev-tenant-partner");
  }

  @ParameterizedTest
  @CsvSource({
    "amclake-dev-tenant, <BucketAccount>, <BucketName>",
    "amclake-dev-tenant-away, <AWS::AccountId>, <BucketName>",
    "amclake-dev-tenant-partner, <AWS::AccountId>, <BucketName>",
    "amclake-dev-rules, <AWS::AccountId>, <Buckets00>"
  })
  void anObjectCreatedInATenantsBucketMatchesItsRule(String stack, String account, String bucket)
      throws Exception {
    JsonNode pattern =
        TEMPLATES.ofType("AWS::Events::Rule").stream()
            .filter(it -> it.stack().equals(stack))
            .findFirst()
            .orElseThrow()
            .properties()
            .path("EventPattern");
    String event =
        """
        {"source": "aws.s3", "detail-type": "%s", "account": "%s",
         "detail": {"bucket": {"name": "%s"}, "object": {"key": "k"}}}
        """;
    String rule = resolved(pattern);
    assertThat(Ruler.matchesRule(event.formatted("Object Created", account, bucket), rule))
        .isTrue();
    assertThat(Ruler.matchesRule(event.formatted("Object Deleted", account, bucket), rule))
        .isTrue();
    assertThat(Ruler.matchesRule(event.formatted("Object Created", account, "other"), rule))
        .isFalse();
    assertThat(Ruler.matchesRule(event.formatted("Object Created", "another", bucket), rule))
        .isFalse();
    assertThat(Ruler.matchesRule(event.formatted("Object Tags Added", account, bucket), rule))
        .isFalse();
  }

  @Test
  void onlyBucketsThatFilesArriveInSendEvents() {
    assertThat(TEMPLATES.ofType("AWS::S3::Bucket"))
        .filteredOn(it -> it.properties().has("NotificationConfiguration"))
        .extracting(Templates.Resource::id)
        .hasSize(1 + 3)
        .anyMatch(id -> id.contains("Raw"))
        .contains("Bucket");
  }

  @Test
  void registrationsDescribeEveryDatasetAndStage() {
    List<String> documents =
        TEMPLATES.ofType("Custom::LakeRegistration").stream()
            .map(it -> it.properties().path("Kind").asText() + " " + document(it))
            .sorted()
            .toList();
    assertThat(documents)
        .containsExactly(
            "dataset demoteam-amcdataset",
            "dataset demoteam-trial",
            "dataset retail-amcdataset",
            "stage demoteam-adtech-stage-a",
            "stage demoteam-adtech-stage-b",
            "stage retail-adtech-stage-a",
            "stage retail-adtech-stage-b");
  }

  private static String document(Templates.Resource registration) {
    JsonNode document = Templates.parse(Templates.text(registration.properties().path("Document")));
    if (document.has("name")) {
      return document.path("name").asText();
    }
    assertThat(document.path("stageBQueue").asText()).isNotBlank();
    return document.path("team").asText() + "-" + document.path("dataset").asText();
  }

  @Test
  void noStackImportsFromOneThatImportsFromIt() {
    assertThat(TEMPLATES.template("amclake-dev-foundation").toString())
        .doesNotContain("Fn::ImportValue");
    assertThat(TEMPLATES.template("amclake-dev-demoteam-adtech-pipeline").toString())
        .doesNotContain("-dataset:");
    assertThat(TEMPLATES.template("amclake-dev-tenant").toString())
        .doesNotContain("Fn::ImportValue");
  }

  private static String resolved(JsonNode pattern) {
    return pattern
        .toString()
        .replaceAll("\"name\":(\\{\"Ref\":\"Buckets\\d\\d\"})", "\"name\":[$1]")
        .replaceAll("\\{\"(?:Ref|Fn::ImportValue)\":\"([^\"]+)\"}", "\"<$1>\"")
        .replaceAll("\\{\"Fn::Join\":\\[\"\",\\[.*?]]}", "\"<joined>\"");
  }
}
