package io.amcinsights.engine;

import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.maintain.MaintenanceReport.Compacted;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;

/** Brings small data files together, in one snapshot with the same rows. */
final class Compaction {

  private static final long MOST_ROWS_OF_A_FILE = 1L << 40;

  private final DuckSession duck;
  private final Parallel downloads;
  private final Path work;
  private final LoadManifest manifest;
  private final TableEngine.Run run;

  Compaction(
      DuckSession duck, Parallel downloads, Path work, LoadManifest manifest, TableEngine.Run run) {
    this.duck = duck;
    this.downloads = downloads;
    this.work = work;
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
    try (WorkFolder folder = WorkFolder.in(work)) {
      List<Integer> numbers = IntStream.range(0, group.files().size()).boxed().toList();
      List<Path> local =
          downloads.map(
              numbers,
              i -> {
                Path target = folder.path().resolve(i + ".parquet");
                DataFileCache.copy(table.io(), group.files().get(i).location(), target);
                return target;
              });
      var writer = new DataFileWriter(duck, table, folder.path());
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
    rewrite.set(CommitGuard.COMMIT_ID, manifest.commitId());
    rewrite.set(CommitGuard.LOAD_ID, manifest.commitId());
    rewrite.set(CommitGuard.EXECUTION_ID, run.executionId());
    rewrite.set(CommitGuard.RESULT, run.result().uri());
    rewrite.validateWith(CommitGuard.ofLoad(manifest, table, false));
    try {
      rewrite.commit();
    } catch (ValidationException e) {
      throw new OvertakenException(e);
    }
  }
}
