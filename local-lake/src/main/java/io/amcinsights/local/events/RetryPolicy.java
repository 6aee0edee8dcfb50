package io.amcinsights.local.events;

import java.time.Duration;

/**
 * How often and how fast a target is tried again before its dead-letter queue gets the event.
 *
 * @param attempts in all
 * @param first pause after the first failure; it doubles each time
 * @param longest no pause is longer
 */
record RetryPolicy(int attempts, Duration first, Duration longest) {

  /** About ten minutes: EventBridge tries for a day, but nobody waits that long at a laptop. */
  static final RetryPolicy DEFAULT =
      new RetryPolicy(16, Duration.ofMillis(200), Duration.ofSeconds(60));

  Duration pauseAfter(int failures) {
    Duration pause = first.multipliedBy(1L << Math.min(failures - 1, 20));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }
}
