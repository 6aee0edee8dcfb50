package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Values as people read them. */
final class Words {

  private Words() {}

  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    String[] units = {"kB", "MB", "GB"};
    double value = bytes / 1000.0;
    int unit = 0;
    while (value >= 1_000 && unit < units.length - 1) {
      value /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }

  static String seconds(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
  }

  /** The instant to the second, UTC. */
  static String time(JsonNode instant) {
    return instant.isTextual()
        ? Instant.parse(instant.asText()).toString().replaceFirst("\\.[0-9]+Z", "Z")
        : "-";
  }

  static String between(JsonNode start, JsonNode end) {
    return start.isTextual() && end.isTextual()
        ? seconds(Duration.between(Instant.parse(start.asText()), Instant.parse(end.asText())))
        : "-";
  }

  /** The value, or a dash for null and absent. */
  static String orDash(JsonNode value) {
    return value.isNull() || value.isMissingNode() ? "-" : value.asText();
  }

  static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
