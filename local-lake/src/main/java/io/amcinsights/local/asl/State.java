package io.amcinsights.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One validated state. What needs no interpretation before it runs stays in {@code body}.
 *
 * @param flows branches of a Parallel, the one processor of a Map, else empty
 */
record State(
    String name,
    StateType type,
    JsonNode body,
    List<Retrier> retriers,
    List<Catcher> catchers,
    List<Option> options,
    List<Flow> flows) {

  /** A rule of a Choice. */
  record Option(String condition, Step step) {}

  /** Where to go with what: the fields a state, a rule of a Choice and a catcher share. */
  record Step(@Nullable JsonNode assign, @Nullable JsonNode output, @Nullable String next) {

    static Step of(JsonNode body) {
      return new Step(body.get("Assign"), body.get("Output"), body.path("Next").textValue());
    }
  }

  /** When and how often to try again. */
  record Retrier(
      List<String> errors,
      double intervalSeconds,
      double backoffRate,
      int maxAttempts,
      @Nullable Double maxDelaySeconds,
      boolean fullJitter) {

    /** Seconds before attempt number {@code attempt} (from 0), jitter in [0, 1). */
    double delay(int attempt, double jitter) {
      double delay = intervalSeconds * Math.pow(backoffRate, attempt);
      double capped = maxDelaySeconds == null ? delay : Math.min(delay, maxDelaySeconds);
      return fullJitter ? capped * jitter : capped;
    }
  }

  /** Where to go with an error. */
  record Catcher(List<String> errors, Step step) {}

  Step step() {
    return Step.of(body);
  }

  Optional<JsonNode> field(String name) {
    return Optional.ofNullable(body.get(name));
  }
}
