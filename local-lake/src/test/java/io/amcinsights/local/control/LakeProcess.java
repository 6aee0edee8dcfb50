package io.amcinsights.local.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A lake in a process of its own, for tests that kill it. */
final class LakeProcess {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private LakeProcess() {}

  /** Starts it and does not wait. */
  static Process begin(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(LakeFile.NAME));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx384m",
            "-XX:TieredStopAtLevel=1",
            "-Duser.timezone=UTC",
            "-cp",
            System.getProperty("java.class.path"),
            LakeMain.class.getName(),
            folder.toString(),
            LakeUnderTest.ASSEMBLY.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
        .start();
  }

  /** Starts it and returns when it can be reached. */
  static Process start(Path folder) throws IOException {
    Process process = begin(folder);
    await(
        process,
        folder,
        () -> LakeFile.find(folder).filter(file -> file.pid() == process.pid()).isPresent());
    return process;
  }

  /** Returns as soon as something holds; fails with what the lake says if it ends before. */
  static void await(Process process, Path folder, BooleanSupplier what) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!what.getAsBoolean()) {
      assertThat(process.isAlive() && System.nanoTime() < end)
          .as("the lake comes up:%n%s", Files.readString(log(folder)))
          .isTrue();
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static Path log(Path folder) {
    return folder.resolveSibling(folder.getFileName() + ".log");
  }
}
