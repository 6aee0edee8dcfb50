package io.amcinsights.core.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The envelope on a {@code -failed} queue: work the lake could not do, and how to do it again.
 *
 * @param source function or state machine that failed
 * @param stage {@code a} or {@code b}
 * @param dataset {@code {team}-{dataset}}
 * @param error what happened: code, message, remedy in plain words
 * @param executionArn null when no execution was involved
 * @param payload the message that rings for this work again
 */
public record FailedWork(
    String source,
    String stage,
    String dataset,
    int attempt,
    Failure error,
    @Nullable String executionArn,
    Map<String, String> payload) {

  /** Why, and what to do. */
  public record Failure(String code, String message, String remedy) {}
}
