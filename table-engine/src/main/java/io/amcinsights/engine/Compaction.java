package io.amcinsights.engine;

import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.engine.maintain.MaintenanceReport.Compacted;
import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;

/** Brings small data files together, in one snapshot with the same rows. */
final class Compaction {

  private static final long MOST_ROWS_OF_A_FILE = 1L << 40;

  private final Site here;
  private final LoadManifest manifest;
  private final TableEngine.Run run;

  Compaction(Site here, LoadManifest manifest, TableEngine.Run run) {
    this.here = here;
    this.manifest = manifest;
    this.run = run;
  }

  /** Tries once, on the table as it is. */
  Compacted run(Table table) {
    List<CompactionPlan.Group> groups = CompactionPlan.of(table).groups();
    Snapshot base = table.currentSnapshot();
    if (groups.isEmpty() || base == null) {
      return Compacted.NOTHING;
    }
    RewriteFiles rewrite = table.newRewrite().validateFromSnapshot(base.snapshotId());
    int before = 0;
    long bytes = 0;
    for (CompactionPlan.Group group : groups) {
      rewrite.addFile(merged(table, group));
      group.files().forEach(rewrite::deleteFile);
      before += group.files().size();
      bytes += group.bytes();
    }
    commit(rewrite, table);
    return new Compacted(before, groups.size(), bytes);
  }

  private DataFile merged(Table table, CompactionPlan.Group group) {
    try (WorkFolder folder = WorkFolder.in(here.folder())) {
      List<Path> local = here.copies(table, group.files(), folder);
      var writer = new DataFileWriter(here.duck(), table, folder.path());
      DataFile merged =
          writer
              .rewritten(
                  "SELECT *, file_index * %d + file_row_number AS %s FROM %s"
                      .formatted(
                          MOST_ROWS_OF_A_FILE,
                          StagedSql.ROW,
                          ParquetSql.read(table.schema(), local)),
                  group.partition())
              .orElseThrow();
      if (merged.recordCount() != group.rows()) {
        throw new IllegalStateException(
            "DuckDB wrote %d rows of %d into %s"
                .formatted(merged.recordCount(), group.rows(), table));
      }
      return merged;
    }
  }

  /** Files that somebody replaced meanwhile make it fail, files that came to it do not. */
  private void commit(RewriteFiles rewrite, Table table) {
    CommitGuard.sign(rewrite, manifest, run);
    rewrite.validateWith(CommitGuard.ofLoad(manifest, table, false));
    try {
      rewrite.commit();
    } catch (ValidationException e) {
      throw new OvertakenException(e);
    }
  }
}
