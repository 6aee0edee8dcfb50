package io.amcinsights.engine;

import io.amcinsights.core.error.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Tries a commit again when others committed first, every time on the table and its history as they
 * are by then. Never after an unknown outcome: looking is then the caller's.
 */
final class CommitLoop {

  private static final Logger LOG = LogManager.getLogger(CommitLoop.class);

  private static final int ATTEMPTS = 20;
  private static final long LONGEST_PAUSE_MS = 3_000;

  /** One try. */
  @FunctionalInterface
  interface Step<T> {

    /**
     * Tries once.
     *
     * @param found what the table's history says about the commit id
     */
    T attempt(Optional<Table> table, TableEngine.Resolution found);
  }

  /** Waits between two tries. */
  @FunctionalInterface
  interface Pause {

    void after(int attempt) throws InterruptedException;

    /** Longer every time, and never the same for two writers. */
    static void jittered(int attempt) throws InterruptedException {
      long most = Math.min(LONGEST_PAUSE_MS, 20L << Math.min(attempt, 10));
      Thread.sleep(ThreadLocalRandom.current().nextLong(most));
    }
  }

  private final LakeTables tables;
  private final Pause pause;
  private final InstantSource clock;

  CommitLoop(LakeTables tables, Pause pause, InstantSource clock) {
    this.tables = tables;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Runs the step until it succeeds.
   *
   * @param deadline when no try may be under way any more: one that is unlikely to end by then, to
   *     judge by the longest so far, is not begun
   */
  <T> T run(String table, String commitId, Instant deadline, Step<T> step) {
    RuntimeException last = new IllegalStateException("not tried");
    Duration longest = Duration.ZERO;
    for (int n = 1; n <= ATTEMPTS; n++) {
      Instant start = clock.instant();
      Optional<Table> found = tables.find(table);
      TableEngine.Resolution resolution = TableHistory.resolve(found, commitId);
      // What is decided is told in any case, it takes no time.
      if (resolution instanceof TableEngine.Resolution.Unknown && late(longest, deadline)) {
        throw new UnavailableException(
            last,
            "Commit %s is not in the table and there is no time for try %d before %s; repeating it"
                + " is safe",
            commitId,
            n,
            deadline);
      }
      try {
        return step.attempt(found, resolution);
      } catch (CommitFailedException | AlreadyExistsException | OvertakenException e) {
        last = e;
        LOG.info("Commit {} was overtaken, attempt {}: {}", commitId, n, e.getMessage());
        Duration took = Duration.between(start, clock.instant());
        longest = took.compareTo(longest) > 0 ? took : longest;
        if (!late(longest, deadline)) {
          pauseAfter(n);
        }
      }
    }
    throw new UnavailableException(
        last,
        "Commit %s was overtaken by other commits %d times; repeating it is safe",
        commitId,
        ATTEMPTS);
  }

  private boolean late(Duration needed, Instant deadline) {
    return clock.instant().plus(needed).isAfter(deadline);
  }

  private void pauseAfter(int attempt) {
    try {
      pause.after(attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(e, "Interrupted while waiting to commit; repeating is safe");
    }
  }
}
