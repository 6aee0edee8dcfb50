package io.amcinsights.local.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.local.LocalLakeConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that earlier versions left are started and go on. */
class StoredStateIT {

  @TempDir private Path folder;

  @Test
  void aFolderOfVersionOneStartsAndTakesNewFiles() throws Exception {
    unpack(Path.of("..", "fixtures", "state-v1", "lake.tar.gz"));
    var config = LocalLakeConfig.of(folder, LakeUnderTest.ASSEMBLY);
    try (LakeUnderTest lake = LakeUnderTest.of(RunningLake.start(config))) {
      lake.settle();
      assertThat(lake.rows("acme_w_adhoc")).isEqualTo(41);
      assertThat(lake.operator().status().path("objects").toString())
          .isEqualTo("{\"COMMITTED\":1,\"QUARANTINED\":1,\"SKIPPED\":1}");

      String id = lake.deliver("later", 1, "a\n1\n");
      lake.settle();
      assertThat(lake.state(id)).isEqualTo("COMMITTED");
    }
  }

  /** The embedded S3 keeps what it knows of an object in extended attributes: tar restores them. */
  private void unpack(Path archive) throws Exception {
    Process tar =
        new ProcessBuilder("tar", "--xattrs", "-xzf", archive.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
  }
}
