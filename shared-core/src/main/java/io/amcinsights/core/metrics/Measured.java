package io.amcinsights.core.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The values of one invocation: a count is one number, durations are many. */
final class Measured {

  private final Map<Metric, List<Double>> values = new EnumMap<>(Metric.class);

  void count(Metric metric, long number) {
    if (number != 0) {
      List<Double> sum = values.computeIfAbsent(metric, key -> new ArrayList<>(List.of(0.0)));
      sum.set(0, sum.get(0) + number);
    }
  }

  void seconds(Metric metric, Duration duration) {
    values
        .computeIfAbsent(metric, key -> new ArrayList<>())
        .add(Math.max(0, duration.toMillis()) / 1_000.0);
  }

  /** In the order of their declaration. */
  Map<Metric, List<Double>> values() {
    return values;
  }
}
