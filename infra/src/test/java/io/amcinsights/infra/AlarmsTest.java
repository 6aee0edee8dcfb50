package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AlarmsTest {

  private static final Templates TEMPLATES = Matrix.dev();

  /** CloudWatch's own limit. */
  private static final int MOST_METRICS = 10;

  private static List<Templates.Resource> alarms(String stack) {
    return TEMPLATES.ofType("AWS::CloudWatch::Alarm").stream()
        .filter(it -> it.stack().equals(stack))
        .toList();
  }

  private static List<String> names(String stack) {
    return alarms(stack).stream()
        .map(it -> it.properties().path("AlarmName").asText())
        .map(it -> it.replaceFirst("^amclake-dev(-[a-z]+-adtech)?-", ""))
        .toList();
  }

  @Test
  void aPipelineCallsForHelpWhenWorkFailsHangsOrIsRefused() {
    assertThat(names("amclake-dev-demoteam-adtech-pipeline"))
        .containsExactlyInAnyOrder(
            "function-errors",
            "function-throttles",
            "sweeper-stopped",
            "failed-executions",
            "failed-jobs",
            "failed-work",
            "old-failures",
            "stuck-work",
            "queue-age",
            "quarantine-rate");
  }

  @Test
  void theEntranceCallsForHelpWhenEventsDoNotGetIn() {
    assertThat(names("amclake-dev-ingest"))
        .containsExactlyInAnyOrder(
            "function-errors",
            "function-throttles",
            "dead-letters",
            "old-dead-letters",
            "queue-age",
            "missed-objects",
            "tenant-failures");
  }

  @Test
  void alarmsAndKeysAreAsManyHoweverManyDatasetsThereAre() {
    // Two datasets here, one there.
    assertThat(alarms("amclake-dev-demoteam-adtech-pipeline"))
        .hasSameSizeAs(alarms("amclake-dev-retail-adtech-pipeline"));
    assertThat(TEMPLATES.ofType("AWS::CloudWatch::Alarm"))
        .noneMatch(it -> it.stack().endsWith("-dataset"));
    Map<String, Integer> keys = new TreeMap<>();
    TEMPLATES.ofType("AWS::KMS::Key").stream()
        .filter(it -> !TenantTemplateFile.wrote(it.stack()))
        .forEach(it -> keys.merge(it.stack(), 1, Integer::sum));
    assertThat(keys)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("amclake-dev-foundation", 2, "amclake-dev-tenants", 1));
  }

  @Test
  void everyAlarmWatchesWhatExistsWithinTheLimitOfMetrics() {
    for (Templates.Resource alarm : TEMPLATES.ofType("AWS::CloudWatch::Alarm")) {
      JsonNode metrics = alarm.properties().path("Metrics");
      assertThat(metrics.size()).as(alarm.toString()).isBetween(1, MOST_METRICS);
      for (JsonNode metric : metrics.findValues("Metric")) {
        JsonNode dimension = metric.path("Dimensions").path(0);
        String type =
            switch (dimension.path("Name").asText()) {
              case "FunctionName" -> "AWS::Lambda::Function";
              case "QueueName" -> "AWS::SQS::Queue";
              case "RuleName" -> "AWS::Events::Rule";
              default -> "";
            };
        if (!type.isEmpty() && dimension.path("Value").isTextual()) {
          String property = type.endsWith("Rule") ? "Name" : dimension.path("Name").asText();
          assertThat(TEMPLATES.named(type, property, dimension.path("Value").asText())).isNotNull();
        }
      }
    }
  }

  @Test
  void everyFunctionIsWatchedByItselfOrByTheMachineThatCallsIt() {
    TreeSet<String> watched = new TreeSet<>();
    for (Templates.Resource alarm : TEMPLATES.ofType("AWS::CloudWatch::Alarm")) {
      if (alarm.properties().path("AlarmName").asText().endsWith("function-errors")) {
        watched.addAll(alarm.properties().findValuesAsText("Value"));
      }
    }
    TreeSet<String> called = new TreeSet<>();
    for (Templates.Resource machine : TEMPLATES.ofType("AWS::StepFunctions::StateMachine")) {
      Wiring.definition(machine)
          .findValuesAsText("FunctionName")
          .forEach(it -> called.add(machine.stack() + it));
    }
    for (Templates.Resource function : TEMPLATES.ofType("AWS::Lambda::Function")) {
      String name = function.properties().path("FunctionName").asText();
      String construct = function.id().replaceFirst("Function[0-9A-F]{8}$", "");
      boolean inMachine =
          called.stream().anyMatch(it -> it.startsWith(function.stack() + "<" + construct));
      // CloudFormation tells who deploys what this one does.
      boolean deploys = name.endsWith("-opt-in");
      // What these could not do is parked, and what is parked is watched.
      boolean parks = name.endsWith("-customer-stream") || name.endsWith("-tenant-sweeper");
      assertThat(watched.contains(name) || inMachine || deploys || parks).as(name).isTrue();
    }
  }

  @Test
  void everyAlarmHasItsRunbook() throws IOException {
    String runbooks = Files.readString(Path.of("..", "docs", "runbooks.md"));
    for (Templates.Resource alarm : Matrix.all().ofType("AWS::CloudWatch::Alarm")) {
      String description = alarm.properties().path("AlarmDescription").asText();
      String anchor = description.replaceFirst(".*docs/runbooks\\.md#", "");
      assertThat(runbooks).as(description).contains("\n## " + anchor + "\n");
    }
  }
}
