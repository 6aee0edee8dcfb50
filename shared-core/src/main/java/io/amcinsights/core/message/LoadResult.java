package io.amcinsights.core.message;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a load made of each delivery. Written before the commit and named in the snapshot's summary,
 * so that whoever finds the commit finds this too.
 *
 * @param snapshot the snapshot that was committed; null when there was nothing to commit
 * @param maintenance for people: what was done to the table, of a load that is its maintenance
 */
public record LoadResult(
    String commitId,
    @Nullable Long snapshot,
    List<Outcome> outcomes,
    @Nullable String maintenance) {

  /** What a load made of its deliveries. */
  public LoadResult(String commitId, @Nullable Long snapshot, List<Outcome> outcomes) {
    this(commitId, snapshot, outcomes, null);
  }

  /** What maintenance came to. */
  public static LoadResult ofMaintenance(String commitId, String done) {
    return new LoadResult(commitId, null, List.of(), done);
  }

  /**
   * One delivery's outcome.
   *
   * @param state COMMITTED, QUARANTINED, SKIPPED or DELETED
   * @param rows rows committed, 0 otherwise
   * @param contentHash SHA-256 of the delivered bytes, when the load was the first to read them
   */
  public record Outcome(
      DeliveryRef delivery,
      int attempt,
      DeliveryState state,
      @Nullable String reason,
      long rows,
      @Nullable String contentHash) {

    /** What became of a delivery whose hash was known. */
    public Outcome(
        DeliveryRef delivery,
        int attempt,
        DeliveryState state,
        @Nullable String reason,
        long rows) {
      this(delivery, attempt, state, reason, rows, null);
    }
  }
}
