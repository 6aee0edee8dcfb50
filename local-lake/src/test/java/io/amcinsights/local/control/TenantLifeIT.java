package io.amcinsights.local.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.LocalLakeConfig;
import io.amcinsights.local.cloudformation.LocalCloudFormation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A tenant's whole life in the deployed service: record, stream, machine, stacks, files. */
class TenantLifeIT {

  private static final String EVENT =
      """
      {"version":"0","id":"%1$s","detail-type":"Object Created","source":"aws.s3",
       "account":"000000000000","time":"2026-03-02T21:42:25Z","region":"us-east-1","resources":[],
       "detail":{"version":"0","bucket":{"name":"%1$s"},
         "object":{"key":"%2$s","size":8,"etag":"%3$s","sequencer":"0A"},"reason":"PutObject"}}
      """;

  @TempDir private static Path folder;
  private static LakeUnderTest lake;

  @BeforeAll
  static void start() {
    lake = LakeUnderTest.of(RunningLake.start(LocalLakeConfig.of(folder, LakeUnderTest.ASSEMBLY)));
  }

  @AfterAll
  static void stop() {
    lake.close();
  }

  private static ObjectNode record(String id) {
    ObjectNode record = (ObjectNode) Json.read("tenant", LakeUnderTest.TENANT);
    return record
        .put("customerId", id)
        .put("customerName", id)
        .put("prefix", id)
        .put("bucketName", "results-of-" + id);
  }

  private static String stack(String id) {
    return "amclake-dev-tenant-" + id;
  }

  private static LocalCloudFormation stacks() {
    return lake.running().lake().cloudFormation();
  }

  private static JsonNode ended(String id, String status) {
    JsonNode tenant = lake.awaitFinal(id);
    assertThat(tenant.path("status").asText()).as(tenant.toString()).isEqualTo(status);
    return tenant;
  }

  private static String reason(JsonNode tenant) {
    return tenant.path("reason").asText();
  }

  /** What was done to a tenant's stack as a whole, oldest first. */
  private static List<String> operations(String id) {
    List<String> operations =
        new ArrayList<>(
            stacks().describeStackEvents(it -> it.stackName(stack(id))).stackEvents().stream()
                .filter(it -> it.resourceType().equals("AWS::CloudFormation::Stack"))
                .map(StackEvent::resourceStatusAsString)
                .filter(it -> it.endsWith("_IN_PROGRESS") && !it.contains("CLEANUP"))
                .toList());
    Collections.reverse(operations);
    return operations;
  }

  private static String deliver(String id, int second) {
    String key = "workflow=w/schedule=adhoc/2026-03-02T21:42:%02d.904Z-w.csv".formatted(second);
    String bucket = "results-of-" + id;
    lake.s3().putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("a\n1\n"));
    return "s3://" + bucket + "/" + key;
  }

  @Test
  void aRecordIsAllItTakesAndAChangeTouchesOneStack() {
    lake.onboard(record("other"));
    lake.onboard(record("acme"));
    String file = deliver("acme", 1);

    lake.operator().updateTenant("acme", Json.object().put("amcAwsAccount", "444455556666"));
    ended("acme", "ACTIVE");
    lake.settle();

    assertThat(lake.state(file)).isEqualTo("COMMITTED");
    assertThat(operations("acme")).containsExactly("CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS");
    assertThat(operations("other")).containsExactly("CREATE_IN_PROGRESS");
    assertThat(lake.s3().getBucketPolicy(it -> it.bucket("results-of-acme")).policy())
        .contains("444455556666");
  }

  @Test
  void aCreateThatFailsSaysWhyAndARetryBeginsAnew() {
    stacks().fail(stack("stillborn"), "create", "Rule", "The requested resource exceeds the limit");
    lake.operator().addTenant(record("stillborn"));

    assertThat(reason(ended("stillborn", "FAILED"))).contains("exceeds the limit");

    lake.operator().retryTenant("stillborn", Json.object());
    ended("stillborn", "ACTIVE");
    String file = deliver("stillborn", 1);
    lake.settle();
    assertThat(lake.state(file)).isEqualTo("COMMITTED");
  }

  @Test
  void anUpdateThatFailsLeavesTheTenantTakingFiles() {
    lake.onboard(record("clumsy"));
    stacks().fail(stack("clumsy"), "update", "BucketPolicy", "MalformedPolicy");
    lake.operator().updateTenant("clumsy", Json.object().put("amcAwsAccount", "444455556666"));
    assertThat(reason(ended("clumsy", "FAILED"))).contains("MalformedPolicy");

    String file = deliver("clumsy", 1);
    lake.settle();
    assertThat(lake.state(file)).isEqualTo("COMMITTED");

    lake.operator().retryTenant("clumsy", Json.object());
    ended("clumsy", "ACTIVE");
    assertThat(lake.s3().getBucketPolicy(it -> it.bucket("results-of-clumsy")).policy())
        .contains("444455556666");
  }

  @Test
  void aDeleteThatFailsSaysWhyAndARetryEndsIt() {
    lake.onboard(record("sticky"));
    stacks().fail(stack("sticky"), "delete", "Reader", "Cannot delete entity");
    lake.operator().removeTenant("sticky");
    assertThat(reason(ended("sticky", "FAILED"))).contains("Cannot delete entity");

    lake.operator().retryTenant("sticky", Json.object());
    ended("sticky", "OFFBOARDED");
  }

  @Test
  void offBoardingStopsFilesAndComingBackTakesTheBucketOverAsItWasLeft() {
    lake.onboard(record("back"));
    deliver("back", 1);
    lake.settle();
    lake.operator().removeTenant("back");
    ended("back", "OFFBOARDED");

    String unheard = deliver("back", 2);
    lake.settle();
    assertThat(lake.operator().objects(Map.of("id", unheard))).isEmpty();
    assertThat(lake.rows("back_w_adhoc")).isEqualTo(1);

    lake.onboard(record("back"));
    String heard = deliver("back", 3);
    lake.settle();
    assertThat(lake.state(heard)).isEqualTo("COMMITTED");
    assertThat(lake.operator().objects(Map.of("id", unheard)))
        .as("what came meanwhile is in the bucket, for a backfill")
        .isEmpty();
    assertThat(lake.rows("back_w_adhoc")).isEqualTo(2);
  }

  @Test
  void anAdoptedBucketWaitsForItsOwnerAndIsNeverTouched() {
    lake.s3().createBucket(it -> it.bucket("results-of-adopted"));
    lake.operator().addTenant(record("adopted").put("bucketExists", true));

    assertThat(reason(ended("adopted", "WAITING_FOR_PARTNER")))
        .contains("put-bucket-notification-configuration")
        .contains("put-bucket-policy");
    assertThat(
            lake.s3()
                .getBucketNotificationConfiguration(it -> it.bucket("results-of-adopted"))
                .eventBridgeConfiguration())
        .isNull();

    lake.makeAdoptable("results-of-adopted");
    lake.operator().retryTenant("adopted", Json.object());
    ended("adopted", "ACTIVE");
    String file = deliver("adopted", 1);
    lake.settle();
    assertThat(lake.state(file)).isEqualTo("COMMITTED");
  }

  @Test
  void aFileThatComesBeforeItsTenantIsLoadedWhenTheTenantIsThere() {
    lake.s3().createBucket(it -> it.bucket("results-of-early"));
    lake.makeAdoptable("results-of-early");
    String id = deliver("early", 1);
    String etag = lake.s3().headObject(it -> it.bucket("results-of-early").key(key(id))).eTag();
    lake.send(EVENT.formatted("results-of-early", key(id), etag.replace("\"", "")));
    lake.settle();
    assertThat(lake.state(id)).isEqualTo("WAITING_FOR_TENANT");

    lake.onboard(record("early").put("bucketExists", true));
    lake.settle();

    assertThat(lake.state(id)).isEqualTo("COMMITTED");
    assertThat(lake.rows("early_w_adhoc")).isEqualTo(1);
  }

  private static String key(String id) {
    return id.substring(id.indexOf("/workflow=") + 1);
  }

  @Test
  void aBurstOfChangesEndsAtTheLast() {
    lake.operator().addTenant(record("burst"));
    for (int i = 0; i < 20; i++) {
      lake.operator().updateTenant("burst", Json.object().put("customerName", "name " + i));
    }

    JsonNode tenant = ended("burst", "ACTIVE");

    assertThat(tenant.path("customerName").asText()).isEqualTo("name 19");
    assertThat(tenant.path("wantsWork").asBoolean()).isFalse();
    assertThat(operations("burst")).first().isEqualTo("CREATE_IN_PROGRESS");
    assertThat(operations("burst")).filteredOn(it -> it.startsWith("CREATE")).hasSize(1);
  }

  @Test
  void manyAtOnceAreAllActiveAndNoneIsDeployedTwice() {
    List<String> ids = IntStream.range(0, 50).mapToObj("many%02d"::formatted).toList();
    ids.forEach(it -> lake.operator().addTenant(record(it)));

    for (String id : ids) {
      ended(id, "ACTIVE");
      assertThat(operations(id)).containsExactly("CREATE_IN_PROGRESS");
    }
  }

  @Test
  void recordsOfTheStreamThatComeTwiceOrInTheWrongOrderChangeNothing() {
    lake.onboard(record("calm"));
    for (String kind : List.of("REMOVE", "MODIFY", "INSERT", "INSERT")) {
      ObjectNode event = Json.object();
      ObjectNode one =
          event.putArray("Records").addObject().put("eventName", kind).put("eventID", kind);
      ObjectNode change = one.putObject("dynamodb").put("SequenceNumber", "1");
      ObjectNode keys = change.putObject("Keys");
      keys.putObject("customerId").put("S", "calm");
      keys.putObject("config").put("S", "tenant");
      lake.running().lake().functions().invoke("amclake-dev-customer-stream", event);
    }
    lake.settle();

    ended("calm", "ACTIVE");
    assertThat(operations("calm")).containsExactly("CREATE_IN_PROGRESS");
  }

  @Test
  void whatIsWrongWithARecordThatWasWrittenByHandStandsInTheRecord() {
    var item = new HashMap<String, AttributeValue>();
    Map.of("customerId", "byhand", "config", "tenant", "amcAwsAccount", "12")
        .forEach((name, value) -> item.put(name, AttributeValue.fromS(value)));
    lake.running()
        .lake()
        .clients()
        .dynamoDb()
        .putItem(it -> it.tableName("amclake-dev-customers").item(item));

    JsonNode tenant = ended("byhand", "FAILED");

    assertThat(reason(tenant))
        .contains("customerName is missing")
        .contains("bucketName is missing")
        .contains("amcAwsAccount is '12'");
  }
}
