package io.amcinsights.local.control;

import io.amcinsights.local.LocalLakeConfig;
import java.nio.file.Path;

/** A lake in a process of its own, which a test can kill. */
final class LakeMain {

  private LakeMain() {}

  /** Arguments: the lake's folder and the assembly. */
  public static void main(String[] arguments) throws InterruptedException {
    var config = LocalLakeConfig.of(Path.of(arguments[0]), Path.of(arguments[1]));
    try (RunningLake running = RunningLake.start(config)) {
      running.await();
    }
  }
}
