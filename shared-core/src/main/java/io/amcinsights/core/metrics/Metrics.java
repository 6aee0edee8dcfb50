package io.amcinsights.core.metrics;

import java.time.Duration;

/**
 * Takes what is measured during an invocation and writes it at its end.
 *
 * <p>Nothing is written of a count of zero: who has nothing to do has nothing to say, and an idle
 * lake pays for no metric.
 */
public interface Metrics {

  /** Adds to a count. */
  void count(Metric metric, long number);

  /** Adds one value; values stay apart, so that percentiles can be told. */
  void seconds(Metric metric, Duration duration);

  /**
   * Writes what was measured since the last time. Handlers call it at the end of every invocation,
   * also of one that fails: what it did before it did.
   */
  void flush();

  /** Measures nothing. */
  static Metrics none() {
    return NoMetrics.INSTANCE;
  }
}
