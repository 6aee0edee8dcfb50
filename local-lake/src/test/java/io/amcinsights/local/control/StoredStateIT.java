package io.amcinsights.local.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.local.LocalLakeConfig;
import io.amcinsights.local.StateV1;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that earlier versions left are started and go on. */
class StoredStateIT {

  @TempDir private Path folder;

  @BeforeEach
  void unpack() throws Exception {
    StateV1.unpack(folder);
  }

  private LakeUnderTest start() {
    return LakeUnderTest.of(RunningLake.start(LocalLakeConfig.of(folder, LakeUnderTest.ASSEMBLY)));
  }

  @Test
  void aFolderOfVersionOneStartsAndTakesNewFiles() {
    try (LakeUnderTest lake = start()) {
      everythingIsThere(lake);
      takesFiles(lake, "later");
    }
    try (LakeUnderTest lake = start()) {
      everythingIsThere(lake, 2);
    }
  }

  @Test
  void killedInTheMiddleOfItsUpgradeItGoesOn() throws Exception {
    for (String begun : List.of("backup", "schema.json")) {
      Process process = LakeProcess.begin(folder);
      try {
        LakeProcess.await(process, folder, () -> Files.exists(folder.resolve(begun)));
      } finally {
        // SIGKILL: nothing is closed, flushed or finished.
        process.destroyForcibly().waitFor();
      }
    }

    try (LakeUnderTest lake = start()) {
      everythingIsThere(lake);
      takesFiles(lake, "later");
    }
  }

  @Test
  void aFolderOfALaterVersionIsRefused() throws Exception {
    Files.writeString(folder.resolve("schema.json"), "{\"schemaVersion\": 99}");

    assertThatThrownBy(this::start)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("a lake of a later version", "version 99", "--dir");
  }

  private static void everythingIsThere(LakeUnderTest lake) {
    everythingIsThere(lake, 1);
  }

  private static void everythingIsThere(LakeUnderTest lake, int committed) {
    lake.settle();
    assertThat(lake.rows("acme_w_adhoc")).isEqualTo(41);
    assertThat(lake.operator().status().path("objects").toString())
        .isEqualTo("{\"COMMITTED\":%d,\"QUARANTINED\":1,\"SKIPPED\":1}".formatted(committed));
    assertThat(lake.failedWork()).isZero();
    JsonNode tenant = lake.awaitActive("acme");
    assertThat(tenant.path("readerRole").asText())
        .as("the role of today's stack")
        .isEqualTo(
            lake.running()
                .lake()
                .deployer()
                .outputs("amclake-dev-tenant-acme")
                .get("ReaderRoleArn"));
  }

  private static void takesFiles(LakeUnderTest lake, String workflow) {
    String id = lake.deliver(workflow, 1, "a\n1\n");
    lake.settle();
    assertThat(lake.state(id)).isEqualTo("COMMITTED");
    assertThat(lake.rows("acme_" + workflow + "_adhoc")).isEqualTo(1);
  }
}
