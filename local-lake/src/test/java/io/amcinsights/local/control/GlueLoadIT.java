package io.amcinsights.local.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The real machine on its way through Glue: the real job, in a process of its own. */
class GlueLoadIT {

  @TempDir private Path folder;

  @Test
  void aLoadAboveTheThresholdRunsInGlueAndCommits() {
    try (LakeUnderTest lake = LakeUnderTest.start(folder)) {
      everythingIsLarge(lake.running().lake().clients().dynamoDb());
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

  private static String decisions(ArrayNode executions) {
    return executions.findValues("decisions").toString();
  }

  private static void everythingIsLarge(DynamoDbClient dynamoDb) {
    dynamoDb.updateItem(
        update ->
            update
                .tableName("amclake-dev-datasets")
                .key(Map.of("name", AttributeValue.fromS("demoteam-amcdataset")))
                .updateExpression("SET glue.minBytes = :one")
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
  }
}
