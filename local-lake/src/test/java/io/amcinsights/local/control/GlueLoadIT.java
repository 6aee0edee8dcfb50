package io.amcinsights.local.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The real machine on its way through Glue: the real job, in a process of its own. */
class GlueLoadIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void aLoadAboveTheThresholdRunsInGlueAndCommits() {
    try (LakeUnderTest lake = LakeUnderTest.start(folder)) {
      threshold(lake, "minBytes");
      String id = lake.deliver("large", 25, "campaign,impressions\na,12\nb,30\n");
      lake.settle();

      assertThat(lake.object(id).path("state").asText())
          .as("%s%n%s", lake.object(id), lake.operator().failedWork(Map.of()))
          .isEqualTo("COMMITTED");
      assertThat(lake.ask("select sum(impressions) from acme_large_adhoc")).isEqualTo("42");
      String decisions = decisions(lake.operator().executions(Map.of("stage", "b")));
      assertThat(decisions).contains("Glue: 1 files", "glue.minBytes is 1 KB");
      JsonNode cost = lake.operator().cost(Map.of()).path("total");
      // Two workers of one DPU, for a minute at least.
      assertThat(cost.path("usage").path("GLUE_DPU_SECONDS").asDouble()).isBetween(120.0, 600.0);
      assertThat(decisions).contains("Glue ran ", " s on 2 workers G.1X");
      assertThat(folder.resolve("logs/glue").toFile().list()).hasSize(1);
    }
  }

  @Test
  void aTableTooLargeToBeWrittenAgainInAFunctionIsWrittenAgainInGlue() {
    try (LakeUnderTest lake = LakeUnderTest.start(folder)) {
      threshold(lake, "minRewriteBytes");
      lake.deliver("wide", 25, "code\n7\n1\n");
      lake.settle();
      String second = lake.deliver("wide", 26, "code\nx8\n");
      lake.settle();

      assertThat(lake.state(second)).isEqualTo("COMMITTED");
      assertThat(lake.ask("select string_agg(code, ',' order by code) from acme_wide_adhoc"))
          .isEqualTo("1,7,x8");
      assertThat(decisions(lake.operator().executions(Map.of("stage", "b"))))
          .contains("Lambda: 1 files", "Glue: a column gets another type");
      assertThat(folder.resolve("logs/glue").toFile().list()).hasSize(1);
    }
  }

  @Test
  void aKilledJobLeavesNoRowsAndItsFilesAreRedriven() {
    try (LakeUnderTest lake = LakeUnderTest.start(folder)) {
      threshold(lake, "minBytes");
      String id = lake.deliver("killed", 25, "campaign,impressions\na,12\nb,30\n");
      // The machine tries once more by itself.
      kill(2);
      lake.settle();
      assertThat(lake.state(id)).isEqualTo("FAILED");
      ArrayNode work = lake.operator().failedWork(Map.of());
      assertThat(work.toString()).contains("killed");

      lake.operator().redrive(work.findValuesAsText("id"));
      lake.settle();

      assertThat(lake.state(id)).isEqualTo("COMMITTED");
      assertThat(lake.ask("select sum(impressions) from acme_killed_adhoc")).isEqualTo("42");
    }
  }

  /** A lake starts no other processes. */
  private static void kill(int times) {
    Set<Long> killed = new HashSet<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (killed.size() < times) {
      assertThat(System.nanoTime()).as("killed " + killed).isLessThan(end);
      ProcessHandle.current()
          .children()
          .filter(child -> killed.add(child.pid()))
          .forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private static String decisions(ArrayNode executions) {
    return executions.findValues("decisions").toString();
  }

  /** Whatever has a byte reaches it. */
  private static void threshold(LakeUnderTest lake, String name) {
    DynamoDbClient dynamoDb = lake.running().lake().clients().dynamoDb();
    dynamoDb.updateItem(
        update ->
            update
                .tableName("amclake-dev-datasets")
                .key(Map.of("name", AttributeValue.fromS("demoteam-amcdataset")))
                .updateExpression("SET glue.%s = :one".formatted(name))
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
  }
}
