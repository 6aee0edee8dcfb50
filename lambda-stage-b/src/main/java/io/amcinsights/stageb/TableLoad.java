package io.amcinsights.stageb;

import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.error.TooLargeHereException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.engine.TableEngine;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Loads what a manifest names and leaves the result where FinishLoad finds it. */
final class TableLoad {

  private static final Logger LOG = LogManager.getLogger(TableLoad.class);

  private final Datasets datasets;
  private final TableRegistry tables;
  private final Supplier<TableEngine> engine;
  private final LoadFiles files;
  private final StageBHistory history;
  private final Maintenance maintenance;

  TableLoad(
      Datasets datasets,
      TableRegistry tables,
      Supplier<TableEngine> engine,
      LoadFiles files,
      StageBHistory history,
      Maintenance maintenance) {
    this.datasets = datasets;
    this.tables = tables;
    this.engine = engine;
    this.files = files;
    this.history = history;
    this.maintenance = maintenance;
  }

  /**
   * Loads.
   *
   * @param deadline when the process has to be done
   * @return where the result lies
   * @throws TooLargeHereException when it has to go on in Glue, which the history says then
   */
  ObjectId load(ObjectId manifestObject, String execution, Instant deadline) {
    try {
      return tryLoad(manifestObject, execution, deadline);
    } catch (TooLargeHereException e) {
      LOG.info("Load {} goes on in Glue: {}", manifestObject.uri(), e.getMessage());
      history.passedOn(execution, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private ObjectId tryLoad(ObjectId manifestObject, String execution, Instant deadline) {
    long start = System.nanoTime();
    LoadManifest manifest = files.manifest(manifestObject);
    Dataset dataset = datasets.deployed(manifest.dataset());
    TableRecord table = tables.registered(manifest.table());
    long bytes = manifest.entries().stream().mapToLong(LoadManifest.Entry::bytes).sum();
    ObjectId object = files.newResultOf(LoadId.parse(manifest.commitId()));
    var run = new TableEngine.Run(dataset, table.source(), execution, object, deadline);
    if (manifest.entries().isEmpty()) {
      String done = maintenance.run(manifest, run).text();
      files.write(object, LoadResult.ofMaintenance(manifest.commitId(), done));
      return object;
    }
    LoadResult result = engine.get().load(manifest, run);
    // Also when the engine wrote it before its commit: now the snapshot is known.
    files.write(object, result);
    history.loaded(execution);
    LOG.info(
        "Loaded {}: {} deliveries, {} bytes, snapshot {} in {} ms",
        manifest.commitId(),
        manifest.entries().size(),
        bytes,
        result.snapshot(),
        (System.nanoTime() - start) / 1_000_000);
    return object;
  }
}
