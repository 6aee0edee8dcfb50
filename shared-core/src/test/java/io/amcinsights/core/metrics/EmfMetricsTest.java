package io.amcinsights.core.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.message.Samples;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmfMetricsTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(out, true, UTF_8);
  private final Metrics metrics =
      new EmfMetrics(
          "amclake-dev-demoteam-adtech",
          () -> stream,
          Clock.fixed(Instant.parse("2023-05-02T21:43:00.500Z"), ZoneOffset.UTC));

  @Test
  void writesTheLineOfTheGoldenSample() {
    metrics.count(Metric.COMMITTED, 1);
    metrics.seconds(Metric.SECONDS_TO_TABLE, Duration.ofMillis(512));
    metrics.count(Metric.QUARANTINED, 1);
    metrics.count(Metric.ROWS, 1_000);
    metrics.count(Metric.COMMITTED, 1);
    metrics.count(Metric.ROWS, 500);
    metrics.seconds(Metric.SECONDS_TO_TABLE, Duration.ofSeconds(3));

    metrics.flush();

    assertThat(lines()).containsExactly(Samples.compact("metrics"));
  }

  @Test
  void writesNothingWhenThereIsNothingToSay() {
    metrics.count(Metric.ROWS, 0);

    metrics.flush();

    assertThat(out.size()).isZero();
  }

  @Test
  void writesNothingTwice() {
    metrics.count(Metric.MISSED, 3);

    metrics.flush();
    metrics.flush();

    assertThat(lines()).hasSize(1);
  }

  @Test
  void writesOneLineForEachHundredValuesAndACountInTheFirstAlone() {
    metrics.count(Metric.COMMITTED, 250);
    for (int i = 1; i <= 250; i++) {
      metrics.seconds(Metric.SECONDS_TO_TABLE, Duration.ofSeconds(i));
    }

    metrics.flush();

    List<JsonNode> lines = lines().stream().map(it -> Json.read("line", it)).toList();
    assertThat(lines)
        .extracting(it -> it.path("SecondsToTable").size())
        .containsExactly(100, 100, 50);
    assertThat(lines).extracting(it -> it.path("Committed").asInt()).containsExactly(250, 0, 0);
    assertThat(lines.get(2).at("/_aws/CloudWatchMetrics/0/Metrics")).hasSize(1);
    assertThat(lines.get(2).path("SecondsToTable").get(49).asDouble()).isEqualTo(250);
  }

  private List<String> lines() {
    return out.toString(UTF_8).lines().toList();
  }
}
