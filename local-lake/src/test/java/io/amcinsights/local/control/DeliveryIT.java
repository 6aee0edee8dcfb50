package io.amcinsights.local.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.DatasetJson;
import io.amcinsights.core.dataset.dynamodb.DynamoDbDatasets;
import io.amcinsights.core.message.LoadInput;
import io.amcinsights.core.message.LoadInputJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** Files land in a tenant's bucket; the deployed wiring makes tables of them. */
class DeliveryIT {

  private static final String EVENT =
      """
      {"version":"0","id":"1","detail-type":"%s","source":"aws.s3","account":"000000000000",
       "time":"2026-03-02T21:42:25Z","region":"us-east-1","resources":[],
       "detail":{"version":"0","bucket":{"name":"%s"},
         "object":{"key":"%s","size":10,"etag":"%s","sequencer":"%s"},"reason":"PutObject"}}
      """;

  @TempDir private static Path folder;
  private static LakeUnderTest lake;

  @BeforeAll
  static void start() {
    lake = LakeUnderTest.start(folder);
  }

  @AfterAll
  static void stop() {
    lake.close();
  }

  @Test
  void aResultBecomesRowsThatCanBeQueried() {
    String id =
        lake.deliver(
            "first",
            25,
            "campaign,impressions,total_cost\n\"Frühling, \\\"neu\\\"\",12,1.5\nb,,2\n");
    lake.settle();

    JsonNode object = lake.object(id);
    assertThat(object.path("state").asText()).as(object.toString()).isEqualTo("COMMITTED");
    assertThat(object.path("rows").asInt()).isEqualTo(2);
    assertThat(lake.ask("select campaign from acme_first_adhoc where impressions = 12"))
        .isEqualTo("Frühling, \"neu\"");
    assertThat(lake.ask("select count(*) from acme_first_adhoc where impressions is null"))
        .isEqualTo("1");
    assertThat(
            lake.ask(
                "select source_object || customer_hash || export_year || export_month"
                    + " from acme_first_adhoc limit 1"))
        .isEqualTo(id + "acme" + "2026" + "03");
  }

  static Stream<Arguments> badFiles() throws IOException {
    byte[] noise = new byte[5_000];
    new Random(7).nextBytes(noise);
    byte[] rows = "a,b\n1,2\n".getBytes(UTF_8);
    String console = "analytics-12345678-1234-1234-1234-123456789abc";
    return Stream.of(
        arguments(file("empty", ".csv"), new byte[0], "SKIPPED", "no rows"),
        arguments(file("emptygz", ".csv.gz"), gzip(new byte[0]), "SKIPPED", "no rows"),
        arguments(file("header", ".csv"), "a,b\n".getBytes(UTF_8), "SKIPPED", "no rows"),
        arguments(file(console, ".csv"), rows, "SKIPPED", "console"),
        arguments("workflow=m/schedule=adhoc/metadata/x.json", rows, "SKIPPED", "metadata"),
        arguments("reports/march.xlsx", rows, "QUARANTINED", "expected workflow="),
        arguments(file("noise", ".csv"), noise, "QUARANTINED", "Line 1"),
        arguments(
            file("latin", ".csv"), "a\nFrühling\n".getBytes(ISO_8859_1), "QUARANTINED", "UTF-8"),
        arguments(file("ragged", ".csv"), "a,b\n1,2\n3\n".getBytes(UTF_8), "QUARANTINED", "Line 3"),
        arguments(file("cut", ".csv.gz"), cut(gzip(rows)), "QUARANTINED", "gzip"),
        arguments(
            file("long", ".csv"),
            ("a\n" + "x".repeat(20 << 20) + "\n").getBytes(UTF_8),
            "QUARANTINED",
            "Line 2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void whatCannotBecomeRowsSaysWhyAndHoldsUpNothing(
      String key, byte[] content, String state, String reason) {
    long failed = lake.failedWork();
    String id = lake.put(key, content);
    lake.settle();

    JsonNode object = lake.object(id);
    assertThat(object.path("state").asText()).as(object.toString()).isEqualTo(state);
    assertThat(object.path("reason").asText()).contains(reason);
    assertThat(lake.failedWork()).isEqualTo(failed);
  }

  @Test
  void aBadFileLeavesTheRestOfItsLoadAlone() {
    String good = lake.deliver("mixed", 1, "a,b\n1,2\n");
    String bad = lake.deliver("mixed", 2, "a,b\n1\n");
    String other = lake.deliver("mixed", 3, "a,b\n3,4\n");
    lake.settle();

    assertThat(List.of(lake.state(good), lake.state(bad), lake.state(other)))
        .containsExactly("COMMITTED", "QUARANTINED", "COMMITTED");
    assertThat(lake.rows("acme_mixed_adhoc")).isEqualTo(2);
  }

  @Test
  void anObjectOfAnUnknownBucketWaitsForItsTenant() {
    lake.send(EVENT.formatted("Object Created", "nobody", "x.csv", "e1", "0A"));
    lake.settle();

    JsonNode object = lake.object("s3://nobody/x.csv");
    assertThat(object.path("state").asText()).isEqualTo("WAITING_FOR_TENANT");
    assertThat(object.path("reason").asText()).contains("nobody");
  }

  @Test
  void newContentReplacesTheRowsAndTheSameContentChangesNothing() {
    lake.deliver("again", 4, "a\n1\n2\n");
    lake.settle();
    String id = lake.deliver("again", 4, "a\n7\n");
    lake.settle();
    assertThat(lake.ask("select sum(a) from acme_again_adhoc")).isEqualTo("7");

    lake.deliver("again", 4, "a\n7\n");
    lake.settle();

    JsonNode object = lake.object(id);
    assertThat(object.path("state").asText()).isEqualTo("SKIPPED");
    assertThat(object.path("reason").asText()).contains("same content");
    assertThat(lake.rows("acme_again_adhoc")).isEqualTo(1);
    JsonNode snapshots =
        lake.operator().table("acme_again_adhoc", Map.of("snapshots", "")).path("snapshotList");
    assertThat(snapshots).hasSize(2);
    assertThat(
            lake.ask("select sum(a) from acme_again_adhoc", snapshots.path(1).path("id").asText()))
        .isEqualTo("3");
    assertThat(
            lake.ask(
                "select sum(a) from acme_again_adhoc",
                snapshots.path(1).path("committedAt").asText()))
        .isEqualTo("3");
  }

  @Test
  void eventsTwiceAndOutOfOrderEndTheSame() {
    String id = lake.deliver("order", 5, "a\n1\n");
    lake.settle();
    JsonNode object = lake.object(id);
    String key = object.path("key").asText();

    String late = EVENT.formatted("Object Created", LakeUnderTest.BUCKET, key, "older", "00");
    lake.send(late);
    lake.send(late);
    lake.settle();

    assertThat(lake.object(id)).isEqualTo(object);
    assertThat(lake.rows("acme_order_adhoc")).isEqualTo(1);
    JsonNode all = lake.operator().objects(Map.of("id", id, "all", "true"));
    assertThat(all).hasSize(2);
    assertThat(all.findValuesAsText("state")).containsExactlyInAnyOrder("COMMITTED", "SUPERSEDED");
  }

  @Test
  void aDeletedObjectIsMarkedAndItsRowsStay() {
    String id = lake.deliver("gone", 6, "a\n1\n");
    lake.settle();
    String key = lake.object(id).path("key").asText();

    lake.s3().deleteObject(delete -> delete.bucket(LakeUnderTest.BUCKET).key(key));
    lake.settle();

    assertThat(lake.state(id)).isEqualTo("DELETED");
    assertThat(lake.rows("acme_gone_adhoc")).isEqualTo(1);
  }

  @Test
  void twoLoadsOfOneTableStartedByHandLoadEachRowOnce() {
    var machines = lake.running().lake().clients().sfn();
    lake.deliver("byhand", 0, "a\n0\n");
    lake.settle();
    String machine =
        "arn:aws:states:us-east-1:000000000000:stateMachine:amclake-dev-demoteam-adtech-stage-b";

    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      ids.add(lake.deliver("byhand", i, "a\n" + i + "\n"));
      String name = "by-hand-" + i;
      // Generations the starter is about to use: these executions are there twice.
      String input =
          LoadInputJson.write(
              new LoadInput("demoteam-amcdataset", "demoteam_amcdataset.acme_byhand_adhoc", i));
      machines.startExecution(start -> start.stateMachineArn(machine).name(name).input(input));
    }
    lake.settle();

    assertThat(ids).allSatisfy(id -> assertThat(lake.state(id)).isEqualTo("COMMITTED"));
    assertThat(lake.rows("acme_byhand_adhoc")).isEqualTo(13);
    assertThat(lake.ask("select count(distinct a) from acme_byhand_adhoc")).isEqualTo("13");
  }

  @Test
  void failedWorkIsRedrivenWithinMinutesAndLoadsOnce() {
    transform("no-such-transform");
    String id = lake.deliver("redrive", 7, "a\n1\n2\n");
    lake.settle();
    assertThat(lake.state(id)).isEqualTo("FAILED");
    JsonNode work = lake.operator().failedWork(Map.of());
    assertThat(work.toString()).contains("no-such-transform").contains("amc-csv");

    transform("amc-csv");
    lake.operator().redrive(work.findValuesAsText("id"));
    lake.settle();

    assertThat(lake.state(id)).isEqualTo("COMMITTED");
    assertThat(lake.rows("acme_redrive_adhoc")).isEqualTo(2);
    assertThat(lake.failedWork()).isZero();
  }

  @Test
  void aFileInTheRawBucketBecomesATableOfItsDataset() {
    JsonNode target = lake.operator().uploadTarget(Map.of("dataset", "demoteam-amcdataset"));
    String bucket = target.path("bucket").asText();
    String key = target.path("prefix").asText() + "costs/2026.csv";
    lake.s3()
        .putObject(
            put -> put.bucket(bucket).key(key), RequestBody.fromString("month;cost\n1;2.5\n"));
    lake.settle();

    assertThat(lake.state("s3://" + bucket + "/" + key)).isEqualTo("COMMITTED");
    assertThat(lake.ask("select customer_hash || cost from costs"))
        .isEqualTo("demoteam-amcdataset2.5");
  }

  @Test
  void everyArrayOfAJsonReportBecomesATable() {
    String bucket =
        lake.operator()
            .uploadTarget(Map.of("dataset", "demoteam-amcdataset"))
            .path("bucket")
            .asText();
    String key = "demoteam/amcdataset/selling/2026-03.json";
    String id = "s3://" + bucket + "/" + key;
    transform("json-report");
    raw(
        bucket,
        key,
        "{\"reportSpecification\": {\"n\": 1}, \"byDate\": [{\"day\": \"2026-03-01\", \"sales\": 2},"
            + " {\"sales\": 2.5}], \"byAsin\": [{\"asin\": \"007\", \"more\": {\"a\": [1.50]}}]}");
    lake.settle();

    assertThat(lake.state(id)).isEqualTo("SKIPPED");
    assertThat(lake.state(id + "#byDate")).isEqualTo("COMMITTED");
    assertThat(lake.ask("select sum(sales) || min(source_object) from selling_bydate"))
        .isEqualTo("4.5" + id + "#byDate");
    assertThat(lake.ask("select asin || more from selling_byasin")).isEqualTo("007{\"a\":[1.50]}");

    raw(bucket, key, "{\"byDate\": [{\"day\": \"2026-03-02\", \"sales\": 7}]}");
    lake.settle();
    transform("amc-csv");

    assertThat(lake.ask("select sum(sales) from selling_bydate")).isEqualTo("7.0");
    assertThat(lake.rows("selling_byasin")).isEqualTo(1);
  }

  private static void raw(String bucket, String key, String content) {
    lake.s3().putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(content));
  }

  @Test
  void nothingOfThisStaysInAMainQueue() {
    lake.settle();
    for (JsonNode queue : lake.operator().status().path("queues")) {
      if (!queue.path("dlq").asBoolean()) {
        assertThat(queue.path("visible").asLong() + queue.path("inFlight").asLong())
            .as(queue.path("name").asText())
            .isZero();
      }
    }
  }

  /** Gives the dataset another light transform, as a deployment would. */
  private static void transform(String name) {
    var datasets =
        new DynamoDbDatasets(
            lake.running().lake().clients().dynamoDb(), "amclake-dev-datasets", "unused");
    Dataset dataset = datasets.find("demoteam-amcdataset").orElseThrow();
    datasets.put(DatasetJson.read(DatasetJson.toJson(dataset).put("lightTransform", name)));
  }

  private static String file(String workflow, String extension) {
    return "workflow=%s/schedule=adhoc/2026-03-02T21:42:25.904Z-%s%s"
        .formatted(workflow, workflow, extension);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] cut(byte[] content) {
    return Arrays.copyOf(content, content.length - 9);
  }
}
