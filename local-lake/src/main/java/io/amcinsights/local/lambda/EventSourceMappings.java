package io.amcinsights.local.lambda;

import org.jspecify.annotations.Nullable;

/** Queues that feed functions. */
public interface EventSourceMappings {

  /**
   * A mapping as its template describes it.
   *
   * @param windowSeconds maximum batching window; 0 for none
   * @param partialFailures {@code ReportBatchItemFailures} is on
   * @param maximumConcurrency null for none
   */
  record Spec(
      String id,
      String queueArn,
      String functionArn,
      int batchSize,
      int windowSeconds,
      boolean partialFailures,
      @Nullable Integer maximumConcurrency,
      boolean enabled) {}

  /** Creates or replaces. */
  void put(Spec spec);

  void remove(String id);
}
