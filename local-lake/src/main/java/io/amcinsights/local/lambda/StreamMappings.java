package io.amcinsights.local.lambda;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table streams that feed functions. */
public interface StreamMappings {

  /**
   * A mapping as its template describes it; it starts at the oldest record there is.
   *
   * @param filters event patterns, one of which a record has to match; empty for all records
   * @param partialFailures {@code ReportBatchItemFailures} is on
   * @param bisect {@code BisectBatchOnFunctionError} is on
   * @param maximumRetryAttempts -1 for endless
   * @param maximumRecordAgeSeconds -1 for endless
   * @param onFailure ARN of the queue that is told of records given up; null for none
   */
  record Spec(
      String id,
      String streamArn,
      String functionArn,
      int batchSize,
      List<String> filters,
      boolean partialFailures,
      boolean bisect,
      int maximumRetryAttempts,
      int maximumRecordAgeSeconds,
      @Nullable String onFailure,
      boolean enabled) {}

  /** Creates or replaces; an invalid filter is refused with event-ruler's own message. */
  void put(Spec spec);

  void remove(String id);
}
