package io.amcinsights.cli;

import io.amcinsights.local.control.LakeFile;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lake in a JVM of its own. */
final class LakeProcess {

  /** Its output, in the lake's folder. */
  static final String LOG = "lake.log";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private LakeProcess() {}

  /** Starts a lake with the flags and class path of this JVM and waits until it is ready. */
  static LakeFile start(
      Surroundings surroundings, LakeFolder folder, @Nullable Path config, Output output)
      throws IOException, InterruptedException {
    File log = folder.path().resolve(LOG).toFile();
    Process process =
        new ProcessBuilder(command(surroundings, folder, config))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    return await(process, folder, output);
  }

  private static LakeFile await(Process process, LakeFolder folder, Output output)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      Optional<LakeFile> ready =
          LakeFile.find(folder.path()).filter(lake -> lake.pid() == process.pid());
      if (ready.isPresent()) {
        output.endProgress();
        return ready.get();
      }
      if (!process.isAlive()) {
        throw CommandFailure.failed(
            "The lake in %s ended while starting (exit code %d). Its last words:%n%s"
                .formatted(folder.path(), process.exitValue(), lastLines(folder)));
      }
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      output.progress("Starting the lake in " + folder.path() + " ... " + seconds + " s");
      Thread.sleep(50);
    }
    process.destroy();
    throw CommandFailure.failed(
        "The lake in %s was not ready after %d s. Its last words:%n%s"
            .formatted(folder.path(), PATIENCE.toSeconds(), lastLines(folder)));
  }

  private static List<String> command(
      Surroundings surroundings, LakeFolder folder, @Nullable Path config) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ServerMain.class.getName());
    command.add(surroundings.home().toString());
    command.add(folder.path().toString());
    if (config != null) {
      command.add(config.toString());
    }
    return command;
  }

  private static String lastLines(LakeFolder folder) throws IOException {
    List<String> lines = Files.readAllLines(folder.path().resolve(LOG));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }
}
