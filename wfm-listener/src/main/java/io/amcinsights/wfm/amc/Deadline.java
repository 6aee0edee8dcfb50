package io.amcinsights.wfm.amc;

import io.amcinsights.core.error.UnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The time that one call may take, and the pauses within it. */
final class Deadline {

  // Less than this is no time to send anything.
  private static final Duration LEAST = Duration.ofMillis(100);

  private final Patience patience;
  private final Clock clock;
  private final Sleeper sleeper;
  private final RandomGenerator random;
  private final Instant end;

  Deadline(Patience patience, Clock clock, Sleeper sleeper, RandomGenerator random) {
    this.patience = patience;
    this.clock = clock;
    this.sleeper = sleeper;
    this.random = random;
    this.end = clock.instant().plus(patience.total());
  }

  Instant now() {
    return clock.instant();
  }

  /** How long the next exchange may take. */
  Duration exchange(String what) {
    Duration left = left();
    if (left.compareTo(LEAST) < 0) {
      throw new UnavailableException(
          "No time left to %s: %s are over. Repeat it later", what, patience.total());
    }
    return left.compareTo(patience.request()) < 0 ? left : patience.request();
  }

  /**
   * Lets time pass before the next attempt.
   *
   * @param attempt how many there were
   * @param asked how long the server wants to be left alone
   * @throws UnavailableException when there is no time or no attempt left; it tells the trouble
   */
  Duration pause(String what, int attempt, Optional<Duration> asked, String trouble) {
    if (attempt >= patience.attempts()) {
      throw new UnavailableException(
          "Cannot %s: %s, the last of %d attempts. Repeat it later", what, trouble, attempt);
    }
    // Who is told the same time parts again by the pause on top.
    Duration pause = asked.orElse(Duration.ZERO).plus(patience.pause(attempt, random));
    if (pause.plus(LEAST).compareTo(left()) > 0) {
      throw new UnavailableException(
          "Cannot %s: %s, and waiting for %s is more than the %s left. Repeat it later",
          what, trouble, pause, left());
    }
    return pause;
  }

  /** Waits; who is interrupted stops, and is told so. */
  void sleep(String what, Duration pause) {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(e, "Interrupted before there was an answer: %s", what);
    }
  }

  private Duration left() {
    return Duration.between(clock.instant(), end);
  }
}
