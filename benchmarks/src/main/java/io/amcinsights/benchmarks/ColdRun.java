package io.amcinsights.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts a function in a fresh JVM, with Lambda's own runtime client.
 *
 * @param environment what it finds the services by
 * @param limit for its answer, and once more for its end
 */
record ColdRun(ColdFunction function, Path java, Map<String, String> environment, Duration limit) {

  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final Path RUNTIME =
      Path.of(System.getProperty("lake.home", "."), "local-lake/target/lambda-runtime");

  /** Milliseconds: to the question for the first event, and from there to its answer. */
  record Times(double init, double first) {

    double sum() {
      return init + first;
    }

    Times least(Times other) {
      return sum() <= other.sum() ? this : other;
    }
  }

  /** Starts, answers once, and ends in an orderly way: that is when archives are written. */
  Times run(List<String> options) throws Exception {
    Path log = Files.createTempFile("lake-cold-", ".log");
    try (var api = new RuntimeApi(function.event())) {
      long begin = System.nanoTime();
      Process process = builder(options, api, log).start();
      try {
        Times times = times(api, begin);
        end(process, log);
        return times;
      } catch (TimeoutException e) {
        throw new IllegalStateException(
            "%s did not answer within %d s; it printed: %s"
                .formatted(function.handler(), limit.toSeconds(), Files.readString(log)),
            e);
      } finally {
        process.destroyForcibly().waitFor();
      }
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private ProcessBuilder builder(List<String> options, RuntimeApi api, Path log) {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx512m"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            function.jar() + File.pathSeparator + RUNTIME.resolve("*"),
            MAIN,
            function.handler() + "::handleRequest"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
    builder.environment().put("LAMBDA_TASK_ROOT", String.valueOf(log.getParent()));
    return builder;
  }

  private Times times(RuntimeApi api, long begin) throws Exception {
    String answer = api.answer().get(limit.toSeconds(), TimeUnit.SECONDS);
    if (answer.startsWith("error")) {
      throw new IllegalStateException(function.handler() + " failed: " + answer);
    }
    long ready = api.ready().get();
    return new Times((ready - begin) / 1e6, (api.answered().get() - ready) / 1e6);
  }

  private void end(Process process, Path log) throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "%s did not end within %d s of being told to; it printed: %s"
              .formatted(function.handler(), limit.toSeconds(), Files.readString(log)));
    }
  }
}
