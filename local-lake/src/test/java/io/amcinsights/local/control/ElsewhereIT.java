package io.amcinsights.local.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.LocalLakeConfig;
import io.amcinsights.local.cloudformation.LocalCloudFormation;
import io.amcinsights.local.deploy.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tenants whose buckets are in other regions and accounts, and those who share a rule. */
class ElsewhereIT {

  private static final String HOME_ACCOUNT = "000000000000";
  private static final String FAR = "eu-west-1";
  private static final String PARTNER = "999900001111";

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

  private static ObjectNode record(String id, String region, String account) {
    ObjectNode record = (ObjectNode) Json.read("tenant", LakeUnderTest.TENANT);
    return record
        .put("customerId", id)
        .put("prefix", id)
        .put("bucketName", bucket(id))
        .put("bucketRegion", region)
        .put("bucketAccount", account);
  }

  private static String bucket(String id) {
    return "results-of-" + id;
  }

  private static JsonNode ended(String id, String status) {
    JsonNode tenant = lake.awaitFinal(id);
    assertThat(tenant.path("status").asText()).as(tenant.toString()).isEqualTo(status);
    return tenant;
  }

  private static String deliver(String id, int second) {
    String key = "workflow=w/schedule=adhoc/2026-03-02T21:42:%02d.904Z-w.csv".formatted(second);
    lake.s3().putObject(put -> put.bucket(bucket(id)).key(key), RequestBody.fromString("a\n1\n"));
    return "s3://" + bucket(id) + "/" + key;
  }

  private static void expectCommitted(String file) {
    lake.settle();
    assertThat(lake.state(file)).isEqualTo("COMMITTED");
  }

  private static LocalCloudFormation stacks(String account, String region) {
    return lake.running().lake().cloudFormation().at(new Place(account, region));
  }

  private static List<String> names(LocalCloudFormation stacks) {
    return stacks.describeStacks().stacks().stream().map(it -> it.stackName()).toList();
  }

  @Test
  void aBucketOfAnotherRegionDeliversGoesAndComesBack() {
    lake.onboard(record("far", FAR, HOME_ACCOUNT));
    assertThat(lake.running().lake().buckets().region(bucket("far"))).isEqualTo(FAR);
    assertThat(names(stacks(HOME_ACCOUNT, FAR)))
        .contains("amclake-dev-region", "amclake-dev-tenant-far");
    expectCommitted(deliver("far", 1));

    lake.operator().removeTenant("far");
    ended("far", "OFFBOARDED");
    assertThat(names(stacks(HOME_ACCOUNT, FAR))).containsExactly("amclake-dev-region");
    String unheard = deliver("far", 2);
    lake.settle();
    assertThat(lake.operator().objects(Map.of("id", unheard))).isEmpty();

    lake.onboard(record("far", FAR, HOME_ACCOUNT));
    expectCommitted(deliver("far", 3));
    assertThat(lake.rows("far_w_adhoc")).isEqualTo(2);
  }

  @Test
  void aBucketOfAnotherAccountDeliversOnceItsOwnerDeployedTheTemplate() {
    lake.operator().addTenant(record("partner", FAR, PARTNER));
    assertThat(ended("partner", "WAITING_FOR_PARTNER").path("reason").asText())
        .contains("aws s3 cp s3://")
        .contains("aws cloudformation deploy --stack-name amclake-dev-tenant-partner")
        .contains("LakeAccount=" + HOME_ACCOUNT);

    LocalCloudFormation theirs = stacks(PARTNER, FAR);
    theirs.createStack(
        it ->
            it.stackName("amclake-dev-tenant-partner")
                .templateBody(partnerTemplate())
                .capabilities(Capability.CAPABILITY_NAMED_IAM)
                .parameters(
                    parameters(
                        Map.of(
                            "CustomerId", "partner",
                            "BucketName", bucket("partner"),
                            "AmcAccountId", "111122223333",
                            "BucketExists", "false",
                            "HomeRegion", "us-east-1",
                            "LakeAccount", HOME_ACCOUNT))));
    lake.settle();
    assertThat(theirs.describeStacks().stacks())
        .extracting(it -> it.stackStatusAsString())
        .containsExactly("CREATE_COMPLETE");
    lake.operator().retryTenant("partner", Json.object());
    JsonNode tenant = ended("partner", "ACTIVE");
    assertThat(tenant.path("readerRole").asText()).startsWith("arn:aws:iam::" + PARTNER + ":role/");
    expectCommitted(deliver("partner", 1));

    lake.operator().removeTenant("partner");
    assertThat(ended("partner", "OFFBOARDED").path("reason").asText())
        .contains("until account " + PARTNER + " deletes it");
    String unheard = deliver("partner", 2);
    lake.settle();
    assertThat(lake.operator().objects(Map.of("id", unheard))).isEmpty();
  }

  private static List<Parameter> parameters(Map<String, String> values) {
    return values.entrySet().stream()
        .map(it -> Parameter.builder().parameterKey(it.getKey()).parameterValue(it.getValue()))
        .map(it -> it.build())
        .toList();
  }

  private static String partnerTemplate() {
    try {
      return Files.readString(
          LakeUnderTest.ASSEMBLY.resolve("amclake-dev-tenant-partner.template.json"));
    } catch (IOException e) {
      throw new IllegalStateException("Build infra first", e);
    }
  }

  @Test
  void whoSharesARuleDeliversFromEveryRegionUntilItGoes() {
    write(record("crowd", "us-east-1", HOME_ACCOUNT));
    write(record("crowdfar", FAR, HOME_ACCOUNT));
    ended("crowd", "ACTIVE");
    ended("crowdfar", "ACTIVE");
    assertThat(rules("us-east-1")).contains(bucket("crowd"), bucket("crowdfar"));
    assertThat(rules(FAR)).contains(bucket("crowdfar")).doesNotContain(bucket("crowd") + ",");
    expectCommitted(deliver("crowd", 1));
    expectCommitted(deliver("crowdfar", 1));

    lake.operator().removeTenant("crowdfar");
    ended("crowdfar", "OFFBOARDED");

    assertThat(rules("us-east-1")).contains(bucket("crowd")).doesNotContain(bucket("crowdfar"));
    expectCommitted(deliver("crowd", 2));
    String unheard = deliver("crowdfar", 2);
    lake.settle();
    assertThat(lake.operator().objects(Map.of("id", unheard))).isEmpty();
  }

  /** As a record stands that came when the bus was crowded. */
  private static void write(ObjectNode record) {
    var item = new HashMap<String, AttributeValue>();
    record
        .properties()
        .forEach(it -> item.put(it.getKey(), AttributeValue.fromS(it.getValue().asText())));
    item.put("config", AttributeValue.fromS("tenant"));
    item.put("sharesRule", AttributeValue.fromBool(true));
    lake.running()
        .lake()
        .clients()
        .dynamoDb()
        .putItem(it -> it.tableName("amclake-dev-customers").item(item));
  }

  private static String rules(String region) {
    return stacks(HOME_ACCOUNT, region)
        .describeStacks(it -> it.stackName("amclake-dev-rules"))
        .stacks()
        .get(0)
        .parameters()
        .toString();
  }
}
