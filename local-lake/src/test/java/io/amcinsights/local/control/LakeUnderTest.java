package io.amcinsights.local.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.operator.Operator;
import io.amcinsights.local.LocalLakeConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;

/** The lake of the synthesised templates with one tenant, used as its users do. */
final class LakeUnderTest implements AutoCloseable {

  static final Path ASSEMBLY = Path.of("..", "infra", "target", "cdk.out");
  static final String BUCKET = "amc-acme-results";

  private static final Set<String> FINAL =
      Set.of("ACTIVE", "FAILED", "WAITING_FOR_PARTNER", "OFFBOARDED");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final RunningLake running;

  private LakeUnderTest(RunningLake running) {
    this.running = running;
  }

  static LakeUnderTest start(Path folder) {
    var lake = new LakeUnderTest(RunningLake.start(LocalLakeConfig.of(folder, ASSEMBLY)));
    lake.onboard(Json.read("tenant", TENANT));
    return lake;
  }

  /** A lake that somebody else started. */
  static LakeUnderTest of(RunningLake running) {
    return new LakeUnderTest(running);
  }

  static final String TENANT =
      """
      {"customerId": "acme", "customerName": "Acme", "prefix": "acme", "team": "demoteam",
       "dataset": "amcdataset", "bucketName": "amc-acme-results", "bucketRegion": "us-east-1",
       "bucketAccount": "000000000000", "amcAwsAccount": "111122223333"}
      """;

  private static final String POLICY =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Put*",
       "Principal": {"AWS": ["111122223333", "811639200769"]},
       "Resource": "arn:aws:s3:::%s/*"}]}
      """;

  RunningLake running() {
    return running;
  }

  Operator operator() {
    return running.operator();
  }

  S3Client s3() {
    return running.lake().clients().s3();
  }

  /** Adds a tenant; returns when it is ACTIVE. */
  void onboard(JsonNode tenant) {
    operator().addTenant(tenant);
    awaitActive(tenant.path("customerId").asText());
  }

  /** Returns when provisioning has come to an end, which has to be ACTIVE. */
  JsonNode awaitActive(String customerId) {
    return awaited(customerId, "ACTIVE");
  }

  /** Has a tenant off-boarded; returns when it is. */
  void offBoard(String customerId) {
    operator().removeTenant(customerId);
    awaited(customerId, "OFFBOARDED");
  }

  private JsonNode awaited(String customerId, String expected) {
    JsonNode tenant = awaitFinal(customerId);
    assertThat(tenant.path("status").asText()).as(tenant.toString()).isEqualTo(expected);
    return tenant;
  }

  /** Returns when provisioning has come to an end, whatever that is. */
  JsonNode awaitFinal(String customerId) {
    ObjectNode asked = Json.object();
    asked.putArray("ids").add(customerId);
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode tenant = operator().tenantProgress(asked).path(0);
    while (!isFinal(tenant)) {
      assertThat(System.nanoTime()).as("still under way: " + tenant).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      tenant = operator().tenantProgress(asked).path(0);
    }
    return tenant;
  }

  private static boolean isFinal(JsonNode tenant) {
    return FINAL.contains(tenant.path("status").asText())
        && !tenant.path("wantsWork").asBoolean()
        && tenant.path("execution").isNull();
  }

  /** What the owner of a bucket that was there before does for the tenant to adopt it. */
  void makeAdoptable(String bucket) {
    s3().putBucketNotificationConfiguration(
            put ->
                put.bucket(bucket)
                    .notificationConfiguration(
                        it ->
                            it.eventBridgeConfiguration(
                                EventBridgeConfiguration.builder().build())));
    s3().putBucketPolicy(put -> put.bucket(bucket).policy(POLICY.formatted(bucket)));
  }

  /** Delivers as AMC does: {@code workflow} on schedule {@code adhoc}, at a second of a minute. */
  String deliver(String workflow, int second, String content) {
    String key =
        "workflow=%s/schedule=adhoc/2026-03-02T21:42:%02d.904Z-%s.csv"
            .formatted(workflow, second, workflow);
    return put(key, content.getBytes(UTF_8));
  }

  /** Puts an object into the tenant's bucket and returns its id. */
  String put(String key, byte[] content) {
    s3().putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
    return "s3://" + BUCKET + "/" + key;
  }

  /** Sends an event as the tenant's rule would. */
  void send(String event) {
    var sqs = running.lake().clients().sqs();
    String ingest =
        sqs.listQueues().queueUrls().stream()
            .filter(url -> url.endsWith("-ingest"))
            .findFirst()
            .orElseThrow();
    sqs.sendMessage(send -> send.queueUrl(ingest).messageBody(event));
  }

  /** Returns when nothing has been in flight twice in a row, as {@code lake wait} does. */
  void settle() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int quiet = 0;
    while (quiet < 2) {
      JsonNode report = operator().inFlight();
      quiet = report.path("idle").asBoolean() ? quiet + 1 : 0;
      assertThat(System.nanoTime()).as("still in flight: " + report).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  JsonNode object(String id) {
    JsonNode objects = operator().objects(Map.of("id", id));
    assertThat(objects).as("objects of " + id).hasSize(1);
    return objects.path(0);
  }

  String state(String id) {
    return object(id).path("state").asText();
  }

  /** The one value of a query. */
  String ask(String sql) {
    return ask(sql, null);
  }

  /** The one value of a query over tables as they were; null for now. */
  String ask(String sql, String at) {
    return operator().query(sql, at).path("rows").path(0).path(0).asText();
  }

  long rows(String table) {
    return Long.parseLong(ask("select count(*) from " + table));
  }

  long failedWork() {
    return operator().failedWork(Map.of()).size();
  }

  @Override
  public void close() {
    running.close();
  }
}
