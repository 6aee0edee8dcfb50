package io.amcinsights.engine;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.maintain.Expiry;
import io.amcinsights.engine.maintain.MaintenanceReport;
import io.amcinsights.engine.maintain.MaintenanceReport.Compacted;
import io.amcinsights.engine.maintain.MaintenanceReport.Removed;
import io.amcinsights.engine.maintain.Orphans;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Maintains tables: compaction, then expiry, then orphans. Each step leaves a valid table, and
 * repeating a run goes on where it ended.
 *
 * <p>A run is a load without deliveries: it has a manifest, a commit id that is in the history at
 * most once, and a result that whoever finds the commit finds.
 */
public final class TableMaintenance implements AutoCloseable {

  /** Fewer small files in a partition are not worth a snapshot. */
  public static final int ENOUGH_FILES = 5;

  private static final Logger LOG = LogManager.getLogger(TableMaintenance.class);

  private final Catalog catalog;
  private final LakeTables tables;
  private final CommitLoop commits;
  private final ObjectStore store;
  private final Path work;
  private final Clock clock;
  private final Workers workers;

  /**
   * Maintenance in this process.
   *
   * @param catalogProperties Iceberg's, with {@code catalog-impl}, {@code warehouse}, {@code
   *     io-impl}
   * @param store where results are written
   * @param work folder for temporary files
   * @param limits what DuckDB may use in this process
   */
  public TableMaintenance(
      Map<String, String> catalogProperties,
      ObjectStore store,
      Path work,
      Duck.Limits limits,
      Clock clock) {
    this(catalogProperties, store, work, limits, clock, Workers.INLINE);
  }

  /**
   * Maintenance that has others bring files together.
   *
   * @param workers do it; this process plans, commits, expires and removes
   */
  public TableMaintenance(
      Map<String, String> catalogProperties,
      ObjectStore store,
      Path work,
      Duck.Limits limits,
      Clock clock,
      Workers workers) {
    this.catalog = Catalogs.open(catalogProperties);
    this.tables = new LakeTables(catalog, catalogProperties);
    this.commits = new CommitLoop(tables, CommitLoop.Pause::jittered, clock);
    this.store = store;
    this.work = work;
    this.clock = clock;
    this.workers = workers;
    Duck.limit(limits);
  }

  /**
   * Maintains a table.
   *
   * @param manifest of no entries
   * @throws UnavailableException when the outcome is unknown or a service failed; repeating is safe
   * @throws InvalidInputException when the commit id was given up
   * @throws io.amcinsights.core.error.TooLargeHereException when there is more to compact than is
   *     meant for this process, which did nothing then
   */
  public MaintenanceReport run(LoadManifest manifest, TableEngine.Run run) {
    long start = System.nanoTime();
    return Asking.about(
        "Maintenance " + manifest.commitId(),
        () -> {
          MaintenanceReport report =
              tables.find(manifest.table()).map(Table::currentSnapshot).isPresent()
                  ? steps(manifest, run)
                  : MaintenanceReport.NOTHING;
          LOG.info(
              "Maintained {}: {} in {} ms",
              manifest.commitId(),
              report.text(),
              (System.nanoTime() - start) / 1_000_000);
          return report;
        });
  }

  private MaintenanceReport steps(LoadManifest manifest, TableEngine.Run run) {
    Compacted compacted = compact(manifest, run);
    int snapshots =
        commits.run(
            manifest.table(),
            manifest.commitId(),
            run.deadline(),
            (table, found) ->
                Expiry.run(table.orElseThrow(), manifest.baseSnapshot(), clock.instant()));
    Table table = tables.find(manifest.table()).orElseThrow();
    Removed orphans = Orphans.find(table, clock.instant()).remove(table.io());
    return new MaintenanceReport(compacted, snapshots, orphans);
  }

  private Compacted compact(LoadManifest manifest, TableEngine.Run run) {
    try (Site here = Site.open(store, Sources.NONE, work)) {
      var compaction = new Compaction(workers, here, manifest, run);
      return commits.run(
          manifest.table(),
          manifest.commitId(),
          run.deadline(),
          (table, found) -> {
            if (found instanceof TableEngine.Resolution.Aborted) {
              throw new InvalidInputException(
                  "Maintenance %s was given up and cannot be committed any more; the next one does"
                      + " its work",
                  manifest.commitId());
            }
            if (found instanceof TableEngine.Resolution.Committed) {
              return Compacted.NOTHING;
            }
            return compaction.run(table.orElseThrow());
          });
    }
  }

  /** Says what a run would do now, and does nothing. */
  public MaintenanceReport preview(String name) {
    return Asking.about(
        "Looking at table " + name,
        () -> {
          Optional<Table> table = tables.find(name);
          Snapshot current = table.map(Table::currentSnapshot).orElse(null);
          if (table.isEmpty() || current == null) {
            return MaintenanceReport.NOTHING;
          }
          return new MaintenanceReport(
              CompactionPlan.of(table.get()).size(),
              Expiry.count(table.get(), current.snapshotId(), clock.instant()),
              Orphans.find(table.get(), clock.instant()).size());
        });
  }

  /**
   * Removes a table with all its files; one that is not there is gone already. Data go first: what
   * is left when this stops in between still tells where they were.
   */
  public void drop(String name) {
    Asking.about(
        "Removing table " + name,
        () -> {
          tables.find(name).ifPresent(it -> drop(it, name));
          return name;
        });
    LOG.info("Table {} is removed", name);
  }

  private void drop(Table table, String name) {
    if (table.io() instanceof SupportsPrefixOperations files) {
      files.deletePrefix(table.location() + "/data/");
      catalog.dropTable(Catalogs.identifier(name), false);
      files.deletePrefix(table.location() + "/");
    } else {
      catalog.dropTable(Catalogs.identifier(name), true);
    }
  }

  @Override
  public void close() {
    Catalogs.close(catalog);
  }
}
