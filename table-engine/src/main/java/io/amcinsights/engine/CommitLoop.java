package io.amcinsights.engine;

import io.amcinsights.core.error.UnavailableException;
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

  CommitLoop(LakeTables tables, Pause pause) {
    this.tables = tables;
    this.pause = pause;
  }

  <T> T run(String table, String commitId, Step<T> step) {
    RuntimeException last = new IllegalStateException("not tried");
    for (int n = 1; n <= ATTEMPTS; n++) {
      Optional<Table> found = tables.find(table);
      try {
        return step.attempt(found, TableHistory.resolve(found, commitId));
      } catch (CommitFailedException | AlreadyExistsException | OvertakenException e) {
        last = e;
        LOG.info("Commit {} was overtaken, attempt {}: {}", commitId, n, e.getMessage());
        pauseAfter(n);
      }
    }
    throw new UnavailableException(
        last,
        "Commit %s was overtaken by other commits %d times; repeating it is safe",
        commitId,
        ATTEMPTS);
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
