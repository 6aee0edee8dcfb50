package io.amcinsights.engine;

import io.amcinsights.core.catalog.ObjectId;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/** Reads what became of a commit id in the history of a table. */
final class TableHistory {

  private TableHistory() {}

  static TableEngine.Resolution resolve(Table table, String commitId) {
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      switch (CommitGuard.verdict(snapshot.summary(), commitId)) {
        case COMMITTED -> {
          return new TableEngine.Resolution.Committed(
              snapshot.snapshotId(),
              ObjectId.parse(snapshot.summary().getOrDefault(CommitGuard.RESULT, "none")));
        }
        case ABORTED -> {
          return new TableEngine.Resolution.Aborted();
        }
        case FREE, MOVED -> {
          // Somebody else's snapshot.
        }
      }
    }
    return new TableEngine.Resolution.Unknown();
  }

  static TableEngine.Resolution resolve(Optional<Table> table, String commitId) {
    return table
        .map(found -> resolve(found, commitId))
        .orElseGet(TableEngine.Resolution.Unknown::new);
  }
}
