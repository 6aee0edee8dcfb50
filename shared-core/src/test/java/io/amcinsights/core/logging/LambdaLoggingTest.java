package io.amcinsights.core.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.Test;

class LambdaLoggingTest {

  @Test
  void writesOneJsonObjectALine() throws Exception {
    List<JsonNode> lines =
        logged(
            logger -> {
              logger.info("Loaded {} of \"{}\"", 3, "x\ny");
              logger.error("Cannot load", new IllegalStateException("boom"));
              logger.debug("not shown");
            });

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).path("level").asText()).isEqualTo("INFO");
    assertThat(lines.get(0).path("message").asText()).isEqualTo("Loaded 3 of \"x\ny\"");
    assertThat(lines.get(0).path("timestamp").asText()).endsWith("Z");
    assertThat(lines.get(0).has("error")).isFalse();
    assertThat(lines.get(1).at("/error/class").asText())
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(lines.get(1).at("/error/message").asText()).isEqualTo("boom");
    assertThat(lines.get(1).at("/error/stackTrace").asText()).contains("LambdaLoggingTest");
  }

  @Test
  void saysNothingOfADryPass() throws Exception {
    List<JsonNode> lines =
        logged(
            logger -> {
              ThreadContext.put("dryPass", "true");
              logger.error("Load failed");
              ThreadContext.remove("dryPass");
              logger.info("Primed");
            });

    assertThat(lines).extracting(it -> it.path("message").asText()).containsExactly("Primed");
  }

  private static List<JsonNode> logged(Consumer<Logger> work) throws Exception {
    URI configuration = LambdaLoggingTest.class.getResource("/lake-log4j2-lambda.xml").toURI();
    PrintStream console = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, UTF_8));
    try (LoggerContext context = Configurator.initialize("test", null, configuration)) {
      work.accept(context.getLogger("io.amcinsights.test"));
    } finally {
      System.setOut(console);
    }
    return written.toString(UTF_8).lines().map(line -> Json.read("log line", line)).toList();
  }
}
