package io.amcinsights.engine;

import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.table.TableSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads tables and answers what became of a load. Table names are {@code {database}.{table}}.
 *
 * <p>One load of a table may be repeated, may be interrupted anywhere and may come back late: its
 * commit id appears in the table's history at most once, and never after it was aborted.
 */
public interface TableEngine extends AutoCloseable {

  /**
   * Where a table stands.
   *
   * @param snapshot current snapshot; null while nothing was committed
   */
  record State(@Nullable Long snapshot, int schemaId) {}

  /**
   * Who loads, and where the result goes.
   *
   * @param executionId name of the execution, for the snapshot's summary
   * @param result where the {@link LoadResult} is written before the commit; unused so far
   * @param deadline when the process ends: a commit that others overtook is tried again only if
   *     there seems to be time for it
   */
  record Run(
      Dataset dataset, TableSource source, String executionId, ObjectId result, Instant deadline) {

    /** A run that takes the time it needs. */
    public Run(Dataset dataset, TableSource source, String executionId, ObjectId result) {
      this(dataset, source, executionId, result, Instant.MAX);
    }

    /** This run, with what the workflow declares over what the dataset does. */
    Run declaring(List<Dataset.DeclaredColumn> columns) {
      return new Run(
          dataset.declaring(source.workflow(), columns), source, executionId, result, deadline);
    }
  }

  /** What became of a commit id. */
  sealed interface Resolution {

    /**
     * The commit is in the table.
     *
     * @param result where its {@link LoadResult} lies, as the snapshot's summary says
     */
    record Committed(long snapshot, ObjectId result) implements Resolution {}

    /** It was given up for ever: a late writer will be refused. */
    record Aborted() implements Resolution {}

    /** No trace of it. */
    record Unknown() implements Resolution {}
  }

  /** Empty when there is no such table. */
  Optional<State> state(String table);

  /**
   * Loads what the manifest names and commits it as one snapshot.
   *
   * <p>A delivery whose file cannot be loaded is quarantined in the result; the others commit. When
   * the commit id is in the table already, the earlier result is returned and nothing is written.
   *
   * @throws io.amcinsights.core.error.UnavailableException when the outcome is unknown, a service
   *     failed or the time is too short; repeating is safe
   * @throws io.amcinsights.core.error.InvalidInputException when the commit id was aborted
   */
  LoadResult load(LoadManifest manifest, Run run);

  /** Looks for a commit id in the table's history. */
  Resolution resolve(String table, String commitId);

  /**
   * Gives a commit id up for ever, unless it was committed.
   *
   * @return Committed or Aborted
   */
  Resolution abort(String table, String commitId);

  @Override
  void close();
}
