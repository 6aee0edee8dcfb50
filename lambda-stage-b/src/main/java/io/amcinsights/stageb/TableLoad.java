package io.amcinsights.stageb;

import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.engine.TableEngine;
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

  TableLoad(
      Datasets datasets,
      TableRegistry tables,
      Supplier<TableEngine> engine,
      LoadFiles files,
      StageBHistory history) {
    this.datasets = datasets;
    this.tables = tables;
    this.engine = engine;
    this.files = files;
    this.history = history;
  }

  /** Where the result lies. */
  ObjectId load(ObjectId manifestObject, String execution) {
    long start = System.nanoTime();
    LoadManifest manifest = files.manifest(manifestObject);
    Dataset dataset =
        datasets
            .find(manifest.dataset())
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "Dataset %s is not deployed; deploy it, then redrive", manifest.dataset()));
    TableRecord table =
        tables
            .find(manifest.table())
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "Table %s is not registered; deliver a file of it again",
                        manifest.table()));
    long bytes = manifest.entries().stream().mapToLong(LoadManifest.Entry::bytes).sum();
    ObjectId object = files.newResultOf(LoadId.parse(manifest.commitId()));
    LoadResult result =
        engine
            .get()
            .load(manifest, new TableEngine.Run(dataset, table.source(), execution, object));
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
