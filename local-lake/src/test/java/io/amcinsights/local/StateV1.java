package io.amcinsights.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** The folder a lake of version 1 left. */
public final class StateV1 {

  private static final Path ARCHIVE = Path.of("..", "fixtures", "state-v1", "lake.tar.gz");

  private StateV1() {}

  /** The embedded S3 keeps what it knows of an object in extended attributes: tar restores them. */
  public static void unpack(Path folder) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "--xattrs", "-xzf", ARCHIVE.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
  }
}
