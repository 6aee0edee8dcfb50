package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.event.ruler.RuleCompiler;
import software.amazon.event.ruler.Ruler;

class WiringTest {

  private static final Templates TEMPLATES = Templates.all();
  private static final int FOURTEEN_DAYS = 14 * 24 * 60 * 60;

  /** By what a resource is known in its account and region. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("AWS::S3::Bucket", "/BucketName"),
          Map.entry("AWS::DynamoDB::Table", "/TableName"),
          Map.entry("AWS::SQS::Queue", "/QueueName"),
          Map.entry("AWS::Lambda::Function", "/FunctionName"),
          Map.entry("AWS::StepFunctions::StateMachine", "/StateMachineName"),
          Map.entry("AWS::Logs::LogGroup", "/LogGroupName"),
          Map.entry("AWS::Events::Rule", "/Name"),
          Map.entry("AWS::IAM::Role", "/RoleName"),
          Map.entry("AWS::Glue::Database", "/DatabaseInput/Name"),
          Map.entry("AWS::Glue::SecurityConfiguration", "/Name"),
          Map.entry("AWS::Glue::Job", "/Name"));

  @Test
  void everyTemplateLiesDirectlyInTheFolder() {
    assertThat(TEMPLATES.byStack())
        .containsOnlyKeys(
            "amclake-dev-foundation",
            "amclake-dev-demoteam-adtech-pipeline",
            "amclake-dev-retail-adtech-pipeline",
            "amclake-dev-demoteam-amcdataset-dataset",
            "amclake-dev-demoteam-trial-dataset",
            "amclake-dev-retail-amcdataset-dataset",
            "amclake-dev-tenant");
  }

  @Test
  void noTwoResourcesOfATypeShareAName() {
    Map<String, String> owners = new TreeMap<>();
    for (Templates.Resource resource : TEMPLATES.resources()) {
      String property = NAMES.get(resource.type());
      if (property != null) {
        JsonNode name = resource.properties().at(property);
        if (!name.isMissingNode()) {
          String known = resource.type() + " " + Templates.text(name);
          assertThat(owners.put(known, resource.toString())).as(known).isNull();
        }
      }
    }
    assertThat(owners).hasSizeGreaterThan(60);
  }

  @ParameterizedTest
  @CsvSource({
    "ingest, route-objects",
    "demoteam-adtech-stage-a, demoteam-adtech-start-a",
    "retail-adtech-stage-a, retail-adtech-start-a",
    "demoteam-amcdataset-stage-b, demoteam-adtech-start-b",
    "demoteam-trial-stage-b, demoteam-adtech-start-b",
    "retail-amcdataset-stage-b, retail-adtech-start-b"
  })
  void aMessageIsHiddenSixTimesAsLongAsItsFunctionMayTakeAndParkedWhenItFails(
      String queueName, String functionName) {
    Templates.Resource queue = queue("amclake-dev-" + queueName);
    int timeout =
        TEMPLATES
            .named("AWS::Lambda::Function", "FunctionName", "amclake-dev-" + functionName)
            .properties()
            .path("Timeout")
            .asInt();
    assertThat(queue.properties().path("VisibilityTimeout").asInt())
        .isGreaterThanOrEqualTo(6 * timeout + (queueName.contains("trial") ? 60 : 0));
    JsonNode redrive = queue.properties().path("RedrivePolicy");
    assertThat(redrive.path("maxReceiveCount").asInt()).isGreaterThanOrEqualTo(5);
    String parked = redrive.path("deadLetterTargetArn").path("Fn::GetAtt").path(0).asText();
    assertThat(queue("amclake-dev-" + queueName + "-dlq").id()).isEqualTo(parked);
  }

  @Test
  void everyQueueIsEncryptedAndThoseOfFailuresKeepFourteenDays() {
    for (Templates.Resource queue : TEMPLATES.ofType("AWS::SQS::Queue")) {
      String name = queue.properties().path("QueueName").asText();
      assertThat(queue.properties().path("SqsManagedSseEnabled").asBoolean()).as(name).isTrue();
      assertThat(queue.properties().path("MessageRetentionPeriod").asInt())
          .as(name)
          .isEqualTo(FOURTEEN_DAYS);
      assertThat(queue.properties().has("RedrivePolicy"))
          .as(name)
          .isEqualTo(!name.endsWith("-dlq") && !name.endsWith("-failed"));
    }
    assertThat(TEMPLATES.ofType("AWS::SQS::Queue")).hasSize(2 + 2 * 4 + 3 * 2);
  }

  @Test
  void everyMappingTakesTenAtOnceOrMoreAfterAWhileAndReportsWhatFailed() {
    List<Templates.Resource> mappings = TEMPLATES.ofType("AWS::Lambda::EventSourceMapping");
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
  void everyEventPatternIsValidAndEveryTargetOfEventsHasDeadLettersAndRetries() throws IOException {
    List<String> checked = new ArrayList<>();
    for (Templates.Resource rule : TEMPLATES.ofType("AWS::Events::Rule")) {
      JsonNode pattern = rule.properties().path("EventPattern");
      if (pattern.isMissingNode()) {
        assertThat(rule.properties().path("ScheduleExpression").asText()).matches("rate\\(.+\\)");
        continue;
      }
      assertThat(RuleCompiler.check(resolved(pattern))).as(rule.toString()).isNull();
      JsonNode target = rule.properties().path("Targets").path(0);
      assertThat(target.path("DeadLetterConfig").has("Arn")).isTrue();
      assertThat(target.path("RetryPolicy").path("MaximumEventAgeInSeconds").asInt())
          .isEqualTo(24 * 60 * 60);
      checked.add(rule.stack());
    }
    assertThat(checked).containsExactlyInAnyOrder("amclake-dev-foundation", "amclake-dev-tenant");
  }

  @Test
  void anObjectCreatedInTheTenantsBucketMatchesItsRule() throws Exception {
    JsonNode pattern =
        TEMPLATES.ofType("AWS::Events::Rule").stream()
            .filter(it -> it.stack().equals("amclake-dev-tenant"))
            .findFirst()
            .orElseThrow()
            .properties()
            .path("EventPattern");
    String event =
        """
        {"source": "aws.s3", "detail-type": "%s",
         "detail": {"bucket": {"name": "%s"}, "object": {"key": "k"}}}
        """;
    String rule = resolved(pattern);
    assertThat(Ruler.matchesRule(event.formatted("Object Created", "<BucketName>"), rule)).isTrue();
    assertThat(Ruler.matchesRule(event.formatted("Object Deleted", "<BucketName>"), rule)).isTrue();
    assertThat(Ruler.matchesRule(event.formatted("Object Created", "other"), rule)).isFalse();
    assertThat(Ruler.matchesRule(event.formatted("Object Tags Added", "<BucketName>"), rule))
        .isFalse();
  }

  @Test
  void onlyBucketsThatFilesArriveInSendEvents() {
    assertThat(TEMPLATES.ofType("AWS::S3::Bucket"))
        .filteredOn(it -> it.properties().has("NotificationConfiguration"))
        .extracting(Templates.Resource::id)
        .hasSize(2)
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

  private static Templates.Resource queue(String name) {
    return TEMPLATES.named("AWS::SQS::Queue", "QueueName", name);
  }

  private static String resolved(JsonNode pattern) {
    return pattern.toString().replaceAll("\\{\"Ref\":\"([^\"]+)\"}", "\"<$1>\"");
  }
}
