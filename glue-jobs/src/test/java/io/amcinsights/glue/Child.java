package io.amcinsights.glue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The job as its jar, in a process of its own. */
record Child(int exit, String out, String err) {

  static Child run(Path folder, Map<String, String> environment, List<String> arguments)
      throws IOException, InterruptedException {
    return run(folder, environment, List.of(), arguments);
  }

  /**
   * @param options of the JVM
   */
  static Child run(
      Path folder, Map<String, String> environment, List<String> options, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        Arrays.stream(System.getProperty("spark.jvm.options").split(" ", -1))
            .filter(option -> !option.isBlank())
            .toList());
    command.addAll(options);
    command.add("-Xmx1500m");
    command.add("-cp");
    command.add(classPath());
    command.add(LoadJob.class.getName());
    command.addAll(arguments);
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "The job does not end: " + Files.readString(out) + Files.readString(err));
    }
    return new Child(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** The jar, and what Glue provides. */
  static String classPath() throws IOException {
    return Files.readString(Path.of(System.getProperty("glue.classpath"))).strip();
  }

  /** What a run's state says about a failure. */
  String lastLine() {
    return err.lines().reduce("", (first, second) -> second);
  }
}
