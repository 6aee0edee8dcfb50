package io.amcinsights.core.metrics;

import java.time.Duration;

/** For hosts that nobody watches. */
enum NoMetrics implements Metrics {
  INSTANCE;

  @Override
  public void count(Metric metric, long number) {}

  @Override
  public void seconds(Metric metric, Duration duration) {}

  @Override
  public void flush() {}
}
