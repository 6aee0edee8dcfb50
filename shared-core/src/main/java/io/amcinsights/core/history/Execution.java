package io.amcinsights.core.history;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a stage, a row of PipelineExecutionHistory.
 *
 * @param id name of the state machine execution
 * @param pipeline {@code {team}-{pipeline}}
 * @param stage {@code a} or {@code b}
 * @param subject the delivery (stage A) or table (stage B) it works on
 * @param decisions what was decided and why, in plain words
 * @param objects how many deliveries it handled
 * @param expires when the row may be forgotten, 120 days after the start
 */
public record Execution(
    String id,
    String pipeline,
    String stage,
    String dataset,
    String subject,
    Status status,
    List<Step> history,
    List<String> decisions,
    long objects,
    @Nullable String error,
    Instant startedAt,
    @Nullable Instant endedAt,
    Instant expires) {

  /** Where an execution stands. */
  public enum Status {
    RUNNING,
    COMPLETED,
    FAILED
  }

  /**
   * A run of a Glue job.
   *
   * @param workerType Glue's name of the machines
   * @param seconds for which they ran
   */
  public record GlueRun(String workerType, int workers, long seconds) {

    @Override
    public String toString() {
      return "%d s on %d workers %s".formatted(seconds, workers, workerType);
    }
  }

  /**
   * Something that happened in an execution.
   *
   * @param glue the job's run that did it; null when none did
   */
  public record Step(String status, String component, Instant at, @Nullable GlueRun glue) {

    /** A step of a function. */
    public Step(String status, String component, Instant at) {
      this(status, component, at, null);
    }

    public Step {
      at = at.truncatedTo(MILLIS);
    }
  }

  public Execution {
    history = List.copyOf(history);
    decisions = List.copyOf(decisions);
    startedAt = startedAt.truncatedTo(MILLIS);
    endedAt = endedAt == null ? null : endedAt.truncatedTo(MILLIS);
    // DynamoDB forgets rows by whole seconds.
    expires = expires.truncatedTo(SECONDS);
  }
}
