package io.amcinsights.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.LakeException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.message.LoadResultJson;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckSession;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Loads Iceberg tables: DuckDB writes the files, a validated commit puts them into the table.
 *
 * <p>Nothing it uploaded is ever deleted again by it: a commit that seemed to fail may have
 * succeeded. Orphans are removed by maintenance.
 */
public final class IcebergTableEngine implements TableEngine {

  private static final Logger LOG = LogManager.getLogger(IcebergTableEngine.class);

  private static final int ATTEMPTS = 20;
  private static final int DOWNLOADS = 8;
  private static final long LONGEST_PAUSE_MS = 3_000;

  private final Catalog catalog;
  private final LakeTables tables;
  private final ObjectStore store;
  private final Path work;
  private final SourceIndex index = new SourceIndex();
  private final ExecutorService downloads;

  /**
   * @param catalogProperties Iceberg's, with {@code catalog-impl}, {@code warehouse}, {@code
   *     io-impl}
   * @param store where the pre-stage is read and results are written
   * @param work folder for temporary files
   * @param memoryMb what DuckDB may use in this process
   */
  public IcebergTableEngine(
      Map<String, String> catalogProperties,
      ObjectStore store,
      Path work,
      int memoryMb,
      int threads) {
    this.catalog = Catalogs.open(catalogProperties);
    this.tables = new LakeTables(catalog, catalogProperties);
    this.store = store;
    this.work = work;
    this.downloads =
        Executors.newFixedThreadPool(
            DOWNLOADS,
            task -> {
              Thread thread = new Thread(task, "pre-stage download");
              thread.setDaemon(true);
              return thread;
            });
    Duck.limit(new Duck.Limits(memoryMb, threads, work.resolve("duckdb")));
  }

  @Override
  public Optional<State> state(String table) {
    return asking(
        "Looking at table " + table,
        () ->
            tables
                .find(table)
                .map(
                    found -> {
                      Snapshot current = found.currentSnapshot();
                      return new State(
                          current == null ? null : current.snapshotId(), found.schema().schemaId());
                    }));
  }

  @Override
  public LoadResult load(LoadManifest manifest, Run run) {
    long start = System.nanoTime();
    return asking(
        "Load " + manifest.commitId(),
        () -> {
          try (DuckSession duck = Duck.open();
              WorkFolder folder = WorkFolder.in(work)) {
            List<Optional<StagedFile>> staged =
                new Staging(store, downloads).fetch(manifest.entries(), folder.path());
            LoadResult result =
                untilCommitted(
                    manifest,
                    table ->
                        new LoadAttempt(tables, store, index, duck, folder.path(), manifest, run)
                            .run(table.orElse(null), staged));
            LOG.info(
                "Load {}: {} deliveries, snapshot {} in {} ms",
                manifest.commitId(),
                manifest.entries().size(),
                result.snapshot(),
                (System.nanoTime() - start) / 1_000_000);
            return result;
          }
        });
  }

  private LoadResult untilCommitted(
      LoadManifest manifest, Function<Optional<Table>, LoadResult> attempt) {
    RuntimeException last = null;
    for (int n = 1; n <= ATTEMPTS; n++) {
      Optional<Table> table = tables.find(manifest.table());
      Resolution found = TableHistory.resolve(table, manifest.commitId());
      if (found instanceof Resolution.Committed committed) {
        return earlier(committed);
      }
      if (found instanceof Resolution.Aborted) {
        throw new InvalidInputException(
            "Load %s was given up and cannot be committed any more; redrive its deliveries",
            manifest.commitId());
      }
      try {
        return attempt.apply(table);
      } catch (CommitFailedException | AlreadyExistsException | LoadAttempt.RefusedException e) {
        last = e;
        LOG.info("Load {} was overtaken, attempt {}: {}", manifest.commitId(), n, e.getMessage());
        pause(n);
      }
    }
    throw new UnavailableException(
        last == null ? new IllegalStateException() : last,
        "Load %s was overtaken by other commits %d times; repeating it is safe",
        manifest.commitId(),
        ATTEMPTS);
  }

  private LoadResult earlier(Resolution.Committed committed) {
    String json =
        store
            .read(committed.result())
            .map(bytes -> new String(bytes, UTF_8))
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "Snapshot %d names the result %s, which is gone; its deliveries are"
                            + " committed, mark them by hand",
                        committed.snapshot(), committed.result().uri()));
    LoadResult result = LoadResultJson.read(json);
    return new LoadResult(result.commitId(), committed.snapshot(), result.outcomes());
  }

  @Override
  public Resolution resolve(String table, String commitId) {
    return asking(
        "Looking for commit " + commitId, () -> TableHistory.resolve(tables.find(table), commitId));
  }

  @Override
  public Resolution abort(String table, String commitId) {
    return asking("Giving up commit " + commitId, () -> untilAborted(table, commitId));
  }

  private Resolution untilAborted(String name, String commitId) {
    for (int n = 1; n <= ATTEMPTS; n++) {
      Optional<Table> table = tables.find(name);
      Resolution found = TableHistory.resolve(table, commitId);
      if (!(found instanceof Resolution.Unknown)) {
        return found;
      }
      try {
        // Without a table the late writer would make it: it is made here, empty, to be marked.
        Transaction transaction =
            table.map(Table::newTransaction).orElseGet(() -> tables.create(name, Map.of(), null));
        AppendFiles marker = transaction.newFastAppend();
        marker.set(CommitGuard.ABORTED, commitId);
        marker.validateWith(CommitGuard.ofAbort(commitId));
        marker.commit();
        transaction.commitTransaction();
      } catch (CommitFailedException | AlreadyExistsException | ValidationException e) {
        LOG.info("Giving up {} was overtaken, attempt {}: {}", commitId, n, e.getMessage());
        pause(n);
      }
    }
    throw new UnavailableException(
        "Commit %s could not be given up in %d attempts; repeating it is safe", commitId, ATTEMPTS);
  }

  private static void pause(int attempt) {
    long most = Math.min(LONGEST_PAUSE_MS, 20L << Math.min(attempt, 10));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(most));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(e, "Interrupted while waiting to commit; repeating is safe");
    }
  }

  /** Work on tables. */
  @FunctionalInterface
  private interface Question<T> {
    T answer();
  }

  /** What fails for a reason that is not ours may have taken effect or not. */
  private static <T> T asking(String what, Question<T> question) {
    try {
      return question.answer();
    } catch (LakeException e) {
      throw e;
    } catch (CommitStateUnknownException e) {
      throw new UnavailableException(
          e, "%s may or may not have taken effect; repeating it is safe", what);
    } catch (RuntimeException e) {
      throw new UnavailableException(
          e, "%s failed: %s; repeating it is safe", what, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    downloads.shutdownNow();
    if (catalog instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
