package io.amcinsights.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.message.LoadResultJson;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.engine.duck.Duck;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
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

  private final Catalog catalog;
  private final LakeTables tables;
  private final ObjectStore store;
  private final Path work;
  private final SourceIndex index = new SourceIndex();
  private final Workers workers;
  private final CommitLoop commits;

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
    this(catalogProperties, store, work, memoryMb, threads, Workers.INLINE);
  }

  /**
   * An engine that has others work for it.
   *
   * @param workers do everything but planning and committing
   */
  public IcebergTableEngine(
      Map<String, String> catalogProperties,
      ObjectStore store,
      Path work,
      int memoryMb,
      int threads,
      Workers workers) {
    this(
        catalogProperties,
        store,
        work,
        memoryMb,
        threads,
        workers,
        CommitLoop.Pause::jittered,
        Clock.systemUTC());
  }

  IcebergTableEngine(
      Map<String, String> catalogProperties,
      ObjectStore store,
      Path work,
      int memoryMb,
      int threads,
      Workers workers,
      CommitLoop.Pause pause,
      InstantSource clock) {
    this.catalog = Catalogs.open(catalogProperties);
    this.tables = new LakeTables(catalog, catalogProperties);
    this.commits = new CommitLoop(tables, pause, clock);
    this.store = store;
    this.work = work;
    this.workers = workers;
    Duck.limit(new Duck.Limits(memoryMb, threads, work.resolve("duckdb")));
  }

  @Override
  public Optional<State> state(String table) {
    return Asking.about(
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
    return Asking.about(
        "Load " + manifest.commitId(),
        () -> {
          try (Site here = Site.open(store, Sources.NONE, work)) {
            LoadResult result = load(manifest, run.declaring(manifest.columns()), here);
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

  private LoadResult load(LoadManifest manifest, Run run, Site here) {
    // Results lie in the stage bucket, as the pre-stage does.
    var staging =
        new Staging(workers, here, run.dataset(), run.result().bucket(), manifest.table());
    var deliveries = new Deliveries(manifest, staging.of(manifest.entries()));
    var attempt = new LoadAttempt(tables, workers, here, index, manifest, run);
    return commits.run(
        manifest.table(),
        manifest.commitId(),
        run.deadline(),
        (table, found) -> {
          if (found instanceof Resolution.Committed committed) {
            return earlier(committed);
          }
          if (found instanceof Resolution.Aborted) {
            throw new InvalidInputException(
                "Load %s was given up and cannot be committed any more; redrive its deliveries",
                manifest.commitId());
          }
          return attempt.run(table.orElse(null), deliveries);
        });
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
    return Asking.about(
        "Looking for commit " + commitId, () -> TableHistory.resolve(tables.find(table), commitId));
  }

  @Override
  public Resolution abort(String table, String commitId) {
    return Asking.about(
        "Giving up commit " + commitId,
        () ->
            commits.run(
                table,
                commitId,
                // A marker takes no time.
                Instant.MAX,
                (there, found) ->
                    found instanceof Resolution.Unknown ? mark(table, there, commitId) : found));
  }

  private Resolution mark(String name, Optional<Table> table, String commitId) {
    // Without a table the late writer would make it: it is made here, empty, to be marked.
    Transaction transaction =
        table.map(Table::newTransaction).orElseGet(() -> tables.create(name, Map.of(), null));
    AppendFiles marker = transaction.newFastAppend();
    marker.set(CommitGuard.ABORTED, commitId);
    marker.validateWith(CommitGuard.ofAbort(commitId));
    try {
      marker.commit();
      transaction.commitTransaction();
    } catch (ValidationException e) {
      throw new OvertakenException(e);
    }
    return new Resolution.Aborted();
  }

  @Override
  public void close() {
    Catalogs.close(catalog);
  }
}
