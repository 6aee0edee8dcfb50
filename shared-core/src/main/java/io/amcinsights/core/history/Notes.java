package io.amcinsights.core.history;

import io.amcinsights.core.history.Execution.Status;
import io.amcinsights.core.history.Execution.Step;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every history does to an execution, computed without storage. Repeating a call gives the
 * same execution.
 */
public final class Notes {

  // An execution of 200 rounds must still fit DynamoDB's 400 KB an item.
  private static final int MOST_STEPS = 1_000;
  private static final int MOST_DECISIONS = 200;
  private static final int LONGEST_DECISION = 400;

  private Notes() {}

  /** {@link ExecutionHistory#note}. */
  public static Execution note(Execution known, Step step, List<String> decisions, long objects) {
    if (known.history().contains(step)) {
      return known;
    }
    return with(
        known,
        known.status(),
        add(known.history(), step),
        newest(
            Stream.concat(known.decisions().stream(), decisions.stream().map(Notes::shortened))
                .toList(),
            MOST_DECISIONS),
        known.objects() + objects,
        known.error(),
        known.endedAt());
  }

  /** {@link ExecutionHistory#end}. */
  public static Execution end(Execution known, Status status, Step step, @Nullable String error) {
    if (known.endedAt() != null) {
      return known;
    }
    return with(
        known,
        status,
        add(known.history(), step),
        known.decisions(),
        known.objects(),
        error,
        step.at());
  }

  private static List<Step> add(List<Step> history, Step step) {
    return newest(Stream.concat(history.stream(), Stream.of(step)).toList(), MOST_STEPS);
  }

  private static <T> List<T> newest(List<T> all, int most) {
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  private static String shortened(String decision) {
    return decision.length() <= LONGEST_DECISION
        ? decision
        : decision.substring(0, LONGEST_DECISION) + "...";
  }

  private static Execution with(
      Execution known,
      Status status,
      List<Step> history,
      List<String> decisions,
      long objects,
      @Nullable String error,
      @Nullable Instant endedAt) {
    return new Execution(
        known.id(),
        known.pipeline(),
        known.stage(),
        known.dataset(),
        known.subject(),
        status,
        history,
        decisions,
        objects,
        error,
        known.startedAt(),
        endedAt,
        known.expires());
  }
}
