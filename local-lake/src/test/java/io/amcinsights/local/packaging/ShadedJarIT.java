package io.amcinsights.local.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Boots every function of the templates from the jar that would be deployed, in a JVM of its own,
 * through the Lambda Runtime API: a class that shading lost or broke shows here and nowhere else.
 */
class ShadedJarIT {

  private static final Path ASSEMBLY = Path.of("..", "infra", "target", "cdk.out");

  /** What Lambda's managed runtime brings; the build puts it there. */
  private static final Path RUNTIME = Path.of("target", "lambda-runtime");

  static List<DeployedFunction> functions() {
    return DeployedFunction.in(ASSEMBLY);
  }

  @Test
  void theTemplatesHoldEveryFunction() {
    assertThat(functions()).hasSizeGreaterThanOrEqualTo(11);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void bootsFromItsJarAndAnswers(DeployedFunction function, @TempDir Path folder)
      throws IOException, TimeoutException {
    // A batch without messages and a task without input: the first is answered, the second refused.
    RuntimeApi.Answer answer = invoke(function, "{\"Records\":[]}", folder);

    if (answer.kind() == RuntimeApi.Kind.RESPONSE) {
      return;
    }
    assertThat(answer.kind()).as(answer.body()).isEqualTo(RuntimeApi.Kind.ERROR);
    // Without input a task refuses; a schedule gets as far as the services, which are not there.
    assertThat(answer.body())
        .containsAnyOf(
            "\"errorType\":\"io.amcinsights.core.error.",
            "\"errorType\":\"software.amazon.awssdk.core.exception.");
  }

  private static RuntimeApi.Answer invoke(DeployedFunction function, String event, Path folder)
      throws IOException, TimeoutException {
    Path log = folder.resolve("function.log");
    try (var api = new RuntimeApi(event)) {
      Process child = start(function, api, log);
      var ended = child.onExit().thenAccept(process -> api.childEnded(process.exitValue()));
      try {
        return api.await(Duration.ofSeconds(60));
      } catch (TimeoutException | IllegalStateException e) {
        throw new AssertionError(function + " did not answer:\n" + Files.readString(log), e);
      } finally {
        ended.cancel(false);
        child.destroyForcibly();
      }
    }
  }

  private static Process start(DeployedFunction function, RuntimeApi api, Path log)
      throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                function.jar() + File.pathSeparator + RUNTIME.resolve("*"),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                function.handler())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    var environment = process.environment();
    environment.putAll(function.environment());
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", function.id());
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/packaging");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "packaging");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "localsecret");
    // Nobody listens on the discard port: a call fails at once instead of leaving the machine.
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
    environment.put("AWS_MAX_ATTEMPTS", "1");
    environment.put("LAMBDA_TASK_ROOT", log.getParent().toString());
    return process.start();
  }
}
