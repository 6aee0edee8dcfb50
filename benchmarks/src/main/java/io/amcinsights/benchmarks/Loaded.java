package io.amcinsights.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a load in a process of its own took.
 *
 * @param seconds from the look at what is staged to the commit
 * @param around the start of the process, Spark's included, and its end
 */
record Loaded(double seconds, double around, double cpu, long peakBytes) {

  static final Loaded NONE = new Loaded(Double.MAX_VALUE, 0, 0, 0);

  /** The engine's own words, in the log of whoever loads. */
  private static final Pattern ENGINE = Pattern.compile("Load \\S+: .*snapshot \\d+ in (\\d+) ms");

  /** From what the process printed. */
  static Loaded of(Watch watch, String log) {
    Matcher matcher = ENGINE.matcher(log);
    if (!matcher.find()) {
      throw new IllegalStateException("The load did not end well; it printed:\n" + log);
    }
    double seconds = Long.parseLong(matcher.group(1)) / 1e3;
    return new Loaded(seconds, watch.wall() - seconds, watch.cpu(), watch.peakBytes());
  }

  double whole() {
    return seconds + around;
  }

  /** The faster of two. */
  Loaded least(Loaded other) {
    return seconds <= other.seconds ? this : other;
  }
}
