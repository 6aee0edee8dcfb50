package io.amcinsights.local.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.local.LocalLakeConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A lake that is killed, not stopped, in the middle of its work. */
class KilledLakeIT {

  private static final int FILES = 60;
  private static final int WORKFLOWS = 3;

  @TempDir private Path folder;

  @Test
  void everyAnsweredPutIsCommittedExactlyOnceAfterARestart() throws Exception {
    List<String> answered = new ArrayList<>();
    try (LakeUnderTest lake = LakeUnderTest.start(folder)) {
      lake.settle();
    }
    for (int kill : new int[] {FILES / 3, FILES * 2 / 3}) {
      Process process = LakeProcess.start(folder);
      try {
        deliver(answered, kill);
      } finally {
        // SIGKILL: nothing is closed, flushed or finished.
        process.destroyForcibly().waitFor();
      }
    }

    var config = LocalLakeConfig.of(folder, LakeUnderTest.ASSEMBLY);
    try (LakeUnderTest lake = LakeUnderTest.of(RunningLake.start(config))) {
      lake.settle();

      assertThat(answered).hasSizeGreaterThanOrEqualTo(FILES * 2 / 3);
      assertThat(answered)
          .allSatisfy(
              id -> assertThat(lake.object(id).path("state").asText()).isEqualTo("COMMITTED"));
      long rows = 0;
      long distinct = 0;
      for (int workflow = 0; workflow < WORKFLOWS; workflow++) {
        String table = "acme_w" + workflow + "_adhoc";
        rows += lake.rows(table);
        distinct += Long.parseLong(lake.ask("select count(distinct n) from " + table));
      }
      assertThat(rows).isEqualTo(answered.size()).isEqualTo(distinct);
    }
  }

  /** Delivers until so many puts were answered; some of the work is under way by then. */
  private void deliver(List<String> answered, int until) {
    LakeFile file = LakeFile.find(folder).orElseThrow();
    try (S3Client s3 = s3(URI.create(String.valueOf(file.endpoints().get("s3"))))) {
      while (answered.size() < until) {
        int n = answered.size();
        String workflow = "w" + n % WORKFLOWS;
        String key =
            "workflow=%s/schedule=adhoc/2026-03-02T21:%02d:%02d.904Z-%s.csv"
                .formatted(workflow, n / 60, n % 60, workflow);
        s3.putObject(
            put -> put.bucket(LakeUnderTest.BUCKET).key(key),
            RequestBody.fromBytes(("n,t\n" + n + ",x\n").getBytes(UTF_8)));
        answered.add("s3://" + LakeUnderTest.BUCKET + "/" + key);
      }
    } catch (SdkException e) {
      throw new AssertionError("A put failed before the kill, after " + answered.size(), e);
    }
  }

  private static S3Client s3(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "localsecret")))
        .build();
  }
}
