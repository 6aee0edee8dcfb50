package io.amcinsights.local.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Tables are maintained when an operator asks for it, by the machine that loads them. */
class MaintainIT {

  private static final String TABLE = "demoteam_amcdataset.acme_small_adhoc";
  private static final int LOADS = 6;

  @TempDir private Path folder;

  @Test
  void smallFilesBecomeOneAndOrphansGoWhenAskedFor() throws IOException {
    try (LakeUnderTest lake = LakeUnderTest.start(folder)) {
      for (int n = 0; n < LOADS; n++) {
        lake.deliver("small", n, "n\n" + n + "\n");
        lake.settle();
      }
      JsonNode before = preview(lake);
      assertThat(before.path("table").asText()).isEqualTo(TABLE);
      assertThat(before.path("files").asInt()).isEqualTo(LOADS);
      assertThat(before.path("groups").asInt()).isEqualTo(1);
      assertThat(before.path("orphans").asInt()).isZero();
      leaveBehind(lake);
      assertThat(preview(lake).path("orphans").asInt()).isEqualTo(1);

      JsonNode done = maintain(lake);

      assertThat(done.path("done").asText())
          .startsWith(LOADS + " data files became 1 ")
          .contains("1 orphans removed");
      assertThat(preview(lake).path("files").asInt()).isZero();
      assertThat(lake.rows("acme_small_adhoc")).isEqualTo(LOADS);
      assertThat(lake.failedWork()).isZero();
      List<String> strays = stored(lake, analytics(lake), "/data/stray.parquet");
      assertThat(strays).hasSize(1).first().asString().contains("0/data/");
      assertThat(stored(lake, analytics(lake), "/data/young.parquet")).hasSize(1);
    }
  }

  private static JsonNode preview(LakeUnderTest lake) {
    return lake.operator().maintenancePreview(Map.of("dataset", "demoteam-amcdataset")).path(0);
  }

  private static JsonNode maintain(LakeUnderTest lake) {
    ObjectNode rung = lake.operator().maintain(Json.object().put("table", "acme_small_adhoc"));
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    JsonNode state = lake.operator().maintenanceProgress(rung).path(0);
    while (!state.path("state").asText().equals("DONE")) {
      assertThat(System.nanoTime()).as(state.toString()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      state = lake.operator().maintenanceProgress(rung).path(0);
    }
    lake.settle();
    return state;
  }

  /** A file that a writer left behind three days ago, and one beside the table's folder. */
  private void leaveBehind(LakeUnderTest lake) throws IOException {
    String bucket = analytics(lake);
    String key = stored(lake, bucket, "/data/").get(0);
    String data = key.substring(0, key.indexOf("/data/"));
    for (String stray : List.of(data + "/data/stray.parquet", data + "0/data/stray.parquet")) {
      lake.s3().putObject(put -> put.bucket(bucket).key(stray), RequestBody.fromBytes(new byte[3]));
    }
    lake.s3()
        .putObject(
            put -> put.bucket(bucket).key(data + "/data/young.parquet"),
            RequestBody.fromBytes(new byte[3]));
    try (Stream<Path> files = Files.walk(folder.resolve("s3"))) {
      for (Path file : files.filter(it -> it.endsWith("stray.parquet")).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
      }
    }
  }

  private static List<String> stored(LakeUnderTest lake, String bucket, String part) {
    return lake.s3().listObjectsV2(list -> list.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .filter(key -> key.contains(part))
        .toList();
  }

  private static String analytics(LakeUnderTest lake) {
    return lake.s3().listBuckets().buckets().stream()
        .map(Bucket::name)
        .filter(name -> name.contains("-analytics-"))
        .findFirst()
        .orElseThrow();
  }
}
