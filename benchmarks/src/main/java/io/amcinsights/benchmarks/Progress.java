package io.amcinsights.benchmarks;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a long run is, on standard error: tables alone are on standard output. In a terminal it
 * is one line that changes, elsewhere a line now and then.
 */
final class Progress {

  private static final long SECONDS_APART = 10;

  private final String what;
  private final boolean terminal = Boolean.getBoolean("lake.stderr.terminal");
  private final long begin = System.nanoTime();
  private long said = begin - Duration.ofSeconds(SECONDS_APART).toNanos();

  Progress(String what) {
    this.what = what;
  }

  /** Where it stands. */
  void says(String where) {
    long now = System.nanoTime();
    String line = String.format(Locale.ROOT, "%s, %.0f s: %s", what, (now - begin) / 1e9, where);
    if (terminal) {
      System.err.printf("\r%-110.110s", line);
    } else if (now - said >= Duration.ofSeconds(SECONDS_APART).toNanos()) {
      System.err.println(line);
      said = now;
    }
  }

  /** Makes room for a table. */
  void ends() {
    if (terminal) {
      System.err.printf("\r%-110s\r", "");
    }
  }
}
