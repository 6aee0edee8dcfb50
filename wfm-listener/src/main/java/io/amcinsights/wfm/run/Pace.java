package io.amcinsights.wfm.run;

import java.time.Duration;

/**
 * How long runs wait for what.
 *
 * @param first until AMC is looked at for the first time; half as much again each time
 * @param longest between two looks
 * @param settle how long AMC may take to list what it was sent
 * @param applied how long a workflow may take to get to AMC
 * @param delivered how long a result may take to be an object and rows
 */
public record Pace(
    Duration first, Duration longest, Duration settle, Duration applied, Duration delivered) {

  public static final Pace DEFAULT =
      new Pace(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          Duration.ofHours(1));

  /** How long AMC's clock and ours may differ. */
  static final Duration SKEW = Duration.ofMinutes(2);

  /** How long AMC may go on beyond the time a workflow was given. */
  static final Duration GRACE = Duration.ofMinutes(30);

  /** What to wait after so many looks. */
  Duration after(int looks) {
    double wait = (double) first.toMillis() * Math.pow(1.5, Math.min(looks, 40));
    return Duration.ofMillis(Math.round(Math.min(wait, (double) longest.toMillis())));
  }
}
