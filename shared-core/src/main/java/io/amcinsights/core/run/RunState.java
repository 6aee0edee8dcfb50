package io.amcinsights.core.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a run is; it only ever moves on. */
public enum RunState {
  /** For its turn: a tenant has so many places in AMC. */
  WAITING(0),
  /** AMC is being asked, and perhaps was. */
  SUBMITTING(1),
  /** AMC has it in its queue. */
  PENDING(2),
  RUNNING(3),
  PUBLISHING(4),
  SUCCEEDED(5),
  FAILED(5),
  REJECTED(5),
  CANCELLED(5),
  /** AMC did not come to an end with it. */
  TIMED_OUT(5),
  /** It succeeded, and its result did not come. */
  MISSING(6);

  private final int rank;

  RunState(int rank) {
    this.rank = rank;
  }

  /** Whether AMC is done with it, in whatever way. */
  public boolean isFinal() {
    return rank >= SUCCEEDED.rank;
  }

  /** It came to an end that nobody wanted. */
  public boolean isBad() {
    return isFinal() && this != SUCCEEDED;
  }

  /** Whether AMC was asked, for sure. */
  public boolean isInAmc() {
    return rank >= PENDING.rank && !isFinal();
  }

  /** Whether it may follow; the same again is no step. */
  public boolean mayBecome(RunState next) {
    return next.rank > rank && (next != MISSING || this == SUCCEEDED);
  }

  /** AMC's status, empty for one that nobody knows yet. */
  public static Optional<RunState> ofAmc(String status) {
    return Arrays.stream(values())
        .filter(it -> it.rank >= PENDING.rank && it != TIMED_OUT && it != MISSING)
        .filter(it -> it.name().equals(status.toUpperCase(Locale.ROOT)))
        .findFirst();
  }
}
