package io.amcinsights.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.error.TooLargeHereException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.message.LoadResultJson;
import io.amcinsights.engine.maintain.MaintenanceReport.Compacted;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;

/** Brings small data files together, in one snapshot with the same rows. */
record Compaction(Workers workers, Site here, LoadManifest manifest, TableEngine.Run run) {

  /**
   * Tries once, on the table as it is.
   *
   * @throws TooLargeHereException when it is more than these workers should do and others could
   */
  Compacted run(Table table) {
    CompactionPlan all = CompactionPlan.of(table);
    Snapshot base = table.currentSnapshot();
    if (all.groups().isEmpty() || base == null) {
      return Compacted.NOTHING;
    }
    if (workers.mayPassOn() && all.size().bytes() > workers.mostCompacted()) {
      throw new TooLargeHereException(
          "%d small data files of %d MB have to be brought together",
          all.size().before(), all.size().bytes() >> 20);
    }
    CompactionPlan plan = all.within(workers.mostCompacted());
    List<DataFile> merged =
        workers.run(
            plan.groups().stream().map(group -> new MergeFiles(table, group)).toList(), here);
    RewriteFiles rewrite = table.newRewrite().validateFromSnapshot(base.snapshotId());
    merged.forEach(rewrite::addFile);
    plan.groups().forEach(group -> group.files().forEach(rewrite::deleteFile));
    commit(rewrite, table);
    return plan.size();
  }

  /** Files that somebody replaced meanwhile make it fail, files that came to it do not. */
  private void commit(RewriteFiles rewrite, Table table) {
    // Before the commit, so that whoever finds the commit finds the result.
    here.store()
        .write(
            run.result(),
            LoadResultJson.write(new LoadResult(manifest.commitId(), null, List.of()))
                .getBytes(UTF_8),
            "application/json");
    CommitGuard.sign(rewrite, manifest, run);
    rewrite.validateWith(CommitGuard.ofLoad(manifest, table, false));
    try {
      rewrite.commit();
    } catch (ValidationException e) {
      throw new OvertakenException(e);
    }
  }
}
