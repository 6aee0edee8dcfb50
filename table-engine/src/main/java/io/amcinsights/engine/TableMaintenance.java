package io.amcinsights.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.message.LoadResultJson;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.maintain.Expiry;
import io.amcinsights.engine.maintain.MaintenanceReport;
import io.amcinsights.engine.maintain.MaintenanceReport.Compacted;
import io.amcinsights.engine.maintain.MaintenanceReport.Removed;
import io.amcinsights.engine.maintain.Orphans;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
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

  private static final Logger LOG = LogManager.getLogger(TableMaintenance.class);

  private final Catalog catalog;
  private final LakeTables tables;
  private final CommitLoop commits;
  private final ObjectStore store;
  private final Path work;
  private final Clock clock;

  /**
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
    this.catalog = Catalogs.open(catalogProperties);
    this.tables = new LakeTables(catalog, catalogProperties);
    this.commits = new CommitLoop(tables, CommitLoop.Pause::jittered, clock);
    this.store = store;
    this.work = work;
    this.clock = clock;
    Duck.limit(limits);
  }

  /**
   * Maintains a table.
   *
   * @param manifest of no entries
   * @throws UnavailableException when the outcome is unknown or a service failed; repeating is safe
   * @throws InvalidInputException when the commit id was given up
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
      var compaction = new Compaction(here, manifest, run);
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
            // Before the commit, so that whoever finds the commit finds the result.
            store.write(
                run.result(),
                LoadResultJson.write(new LoadResult(manifest.commitId(), null, List.of()))
                    .getBytes(UTF_8),
                "application/json");
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
          List<CompactionPlan.Group> groups = CompactionPlan.of(table.get()).groups();
          return new MaintenanceReport(
              new Compacted(
                  groups.stream().mapToInt(group -> group.files().size()).sum(),
                  groups.size(),
                  groups.stream().mapToLong(CompactionPlan.Group::bytes).sum()),
              Expiry.count(table.get(), current.snapshotId(), clock.instant()),
              Orphans.find(table.get(), clock.instant()).size());
        });
  }

  @Override
  public void close() {
    Catalogs.close(catalog);
  }
}
