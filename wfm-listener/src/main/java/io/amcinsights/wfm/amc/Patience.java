package io.amcinsights.wfm.amc;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to go on.
 *
 * @param total of one call of {@link AmcApi}, with its retries, pages and renewals
 * @param request of one exchange
 * @param attempts of one exchange
 * @param firstPause the most that is waited before the second attempt; doubles each time
 * @param longestPause the most that is waited unless the server asks for more
 */
public record Patience(
    Duration total, Duration request, int attempts, Duration firstPause, Duration longestPause) {

  /** Of a function that has a minute; AMC's gateway itself gives up after 29 seconds. */
  public static final Patience DEFAULT =
      new Patience(
          Duration.ofSeconds(50),
          Duration.ofSeconds(30),
          8,
          Duration.ofMillis(250),
          Duration.ofSeconds(8));

  /** A random part of a bound that doubles, so that callers who failed together part. */
  Duration pause(int attempt, RandomGenerator random) {
    long bound =
        Math.min(longestPause.toMillis(), firstPause.toMillis() << Math.min(attempt - 1, 20));
    return Duration.ofMillis(random.nextLong(bound + 1));
  }
}
