package io.amcinsights.core.metrics;

import java.time.Duration;
import java.util.List;

/** Keeps what was measured, for as long as the process lives. */
public final class InMemoryMetrics implements Metrics {

  private final Measured measured = new Measured();
  private int flushes;

  @Override
  public synchronized void count(Metric metric, long number) {
    measured.count(metric, number);
  }

  @Override
  public synchronized void seconds(Metric metric, Duration duration) {
    measured.seconds(metric, duration);
  }

  @Override
  public synchronized void flush() {
    flushes++;
  }

  /** The sum of a count; 0 of one that was never measured. */
  public synchronized long sum(Metric metric) {
    return Math.round(values(metric).stream().mapToDouble(Double::doubleValue).sum());
  }

  /** All values, in the order they came; a count is one value. */
  public synchronized List<Double> values(Metric metric) {
    return List.copyOf(measured.values().getOrDefault(metric, List.of()));
  }

  /** How many invocations ended. */
  public synchronized int flushes() {
    return flushes;
  }
}
