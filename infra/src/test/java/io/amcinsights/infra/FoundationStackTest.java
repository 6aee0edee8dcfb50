package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundationStackTest {

  private static final Templates TEMPLATES = Matrix.dev();

  @ParameterizedTest
  @CsvSource({
    "datasets, 'name', 'all(kind,name)'",
    "pipelines, 'name', 'all(kind,name)'",
    "tables, 'name', 'all(kind,name)'",
    "objects, 'id,delivery',"
        + " 'by-state(stateShard,updatedAt) by-day(dayShard,receivedAt)"
        + " by-table(tableState,receivedAt)'",
    "executions, 'id', 'by-day(dayShard,startedAt)'",
    "customers, 'customerId,config', 'by-bucket(bucketName) all(kind,customerId)'"
  })
  void tablesHaveTheKeysTheirAdaptersUse(String table, String keys, String indexes) {
    JsonNode properties = table(table).properties();
    assertThat(keys(properties)).isEqualTo(keys);
    List<String> found = new ArrayList<>();
    for (JsonNode index : properties.path("GlobalSecondaryIndexes")) {
      found.add(index.path("IndexName").asText() + "(" + keys(index) + ")");
    }
    assertThat(String.join(" ", found)).isEqualTo(indexes);
  }

  @Test
  void tablesAreOnDemandSealedRecoverableAndKept() {
    assertThat(TEMPLATES.ofType("AWS::DynamoDB::Table"))
        .hasSize(6)
        .allSatisfy(
            table -> {
              JsonNode properties = table.properties();
              assertThat(properties.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
              assertThat(properties.path("SSESpecification").path("SSEType").asText())
                  .isEqualTo("KMS");
              assertThat(
                      properties
                          .path("PointInTimeRecoverySpecification")
                          .path("PointInTimeRecoveryEnabled")
                          .asBoolean())
                  .isTrue();
              assertThat(properties.path("DeletionProtectionEnabled").asBoolean()).isTrue();
              assertThat(table.node().path("DeletionPolicy").asText()).isEqualTo("Retain");
            });
  }

  @Test
  void onlyExecutionsExpire() {
    assertThat(TEMPLATES.ofType("AWS::DynamoDB::Table"))
        .filteredOn(table -> table.properties().has("TimeToLiveSpecification"))
        .singleElement()
        .satisfies(
            table -> {
              assertThat(table.properties().path("TableName").asText())
                  .isEqualTo("amclake-dev-executions");
              assertThat(
                      table
                          .properties()
                          .path("TimeToLiveSpecification")
                          .path("AttributeName")
                          .asText())
                  .isEqualTo("expires");
            });
  }

  @Test
  void everyZoneHasItsBucket() {
    List<String> names = new ArrayList<>();
    for (Templates.Resource bucket : TEMPLATES.ofType("AWS::S3::Bucket")) {
      if (bucket.stack().equals("amclake-dev-foundation")) {
        names.add(Templates.text(bucket.properties().path("BucketName")));
      }
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            zone("raw"), zone("stage"), zone("analytics"), zone("athena"), zone("logs"));
  }

  private static String zone(String zone) {
    return "amclake-dev-" + zone + "-<AWS::AccountId>-<AWS::Region>";
  }

  @Test
  void oneStatementAdmitsTheRulesOfAllTenants() {
    Templates.Resource ingest =
        TEMPLATES.named("AWS::SQS::Queue", "QueueName", "amclake-dev-ingest");
    List<String> sources = new ArrayList<>();
    for (Templates.Resource policy : TEMPLATES.ofType("AWS::SQS::QueuePolicy")) {
      if (policy.properties().path("Queues").toString().contains("\"" + ingest.id() + "\"")) {
        for (JsonNode statement : policy.properties().path("PolicyDocument").path("Statement")) {
          statement
              .path("Condition")
              .path("ArnLike")
              .path("aws:SourceArn")
              .forEach(arn -> sources.add(Templates.text(arn).replaceAll(".*:rule/", "")));
        }
      }
    }
    assertThat(sources)
        .containsExactly("amclake-dev-raw-objects", "amclake-dev-tenant-*", "amclake-dev-shared-*");
  }

  private static Templates.Resource table(String name) {
    return TEMPLATES.named("AWS::DynamoDB::Table", "TableName", "amclake-dev-" + name);
  }

  private static String keys(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.path("KeySchema").forEach(key -> names.add(key.path("AttributeName").asText()));
    return String.join(",", names);
  }
}
