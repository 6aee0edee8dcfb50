package io.amcinsights.local.glue;

import io.amcinsights.core.error.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a job is started on this machine.
 *
 * @param classPathFile holds the class path: the job's jar and what Glue has
 * @param environment in addition to this process's
 */
public record ChildJvm(Path classPathFile, String mainClass, Map<String, String> environment) {

  /** What Spark reaches into; on Glue spark-submit opens these. */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.base/sun.nio.cs",
          "java.base/sun.security.action",
          "java.base/sun.util.calendar");

  private static final int NEEDS_LEAVE_FOR_UNSAFE = 24;

  /** Starts the process; what it prints goes to the log. */
  Process start(List<String> arguments, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    OPENED.forEach(it -> command.add("--add-opens=" + it + "=ALL-UNNAMED"));
    if (Runtime.version().feature() >= NEEDS_LEAVE_FOR_UNSAFE) {
      command.add("--sun-misc-unsafe-memory-access=allow");
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-Xmx1500m", "-cp", classPath(), mainClass));
    command.addAll(arguments);
    Files.createDirectories(log.toAbsolutePath().getParent());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private String classPath() {
    if (!Files.isRegularFile(classPathFile)) {
      throw new InvalidInputException(
          "There is no %s, which names the class path of Glue's jobs; run 'mvn -Pquick package' in"
              + " the checkout, then redrive",
          classPathFile);
    }
    try {
      return Files.readString(classPathFile).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + classPathFile, e);
    }
  }
}
