package io.amcinsights.engine;

import io.amcinsights.core.message.LoadManifest;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the history a commit is about to be put on, inside the catalog's compare-and-swap: the
 * only moment at which what is seen still holds when the commit takes effect.
 */
final class CommitGuard implements SnapshotAncestryValidator {

  static final String COMMIT_ID = "lake.commit-id";
  static final String LOAD_ID = "lake.load-id";
  static final String EXECUTION_ID = "lake.execution-id";
  static final String RESULT = "lake.result";
  static final String ABORTED = "lake.aborted";

  /** What the history says about a commit id. */
  enum Verdict {
    FREE,
    COMMITTED,
    ABORTED,
    /** The schema or the replaced rows changed since the files were written. */
    MOVED
  }

  private final String commitId;
  private final @Nullable Long base;
  private final @Nullable Long parent;
  private final @Nullable Integer schemaId;
  private final boolean exact;
  private Verdict verdict = Verdict.FREE;

  private CommitGuard(
      String commitId,
      @Nullable Long base,
      @Nullable Long parent,
      @Nullable Integer schemaId,
      boolean exact) {
    this.commitId = commitId;
    this.base = base;
    this.parent = parent;
    this.schemaId = schemaId;
    this.exact = exact;
  }

  /**
   * Guards a load.
   *
   * @param prepared the table as it was when the files were written
   * @param exact whether nothing at all may have been committed since: files were replaced
   */
  static CommitGuard ofLoad(LoadManifest manifest, @Nullable Table prepared, boolean exact) {
    Snapshot current = prepared == null ? null : prepared.currentSnapshot();
    Integer schemaId =
        prepared == null
            ? null
            : current == null ? Integer.valueOf(prepared.schema().schemaId()) : current.schemaId();
    return new CommitGuard(
        manifest.commitId(),
        manifest.baseSnapshot(),
        current == null ? null : current.snapshotId(),
        schemaId,
        exact);
  }

  /** Writes on a commit whose it is and where its result lies. */
  static void sign(SnapshotUpdate<?> update, LoadManifest manifest, TableEngine.Run run) {
    update.set(COMMIT_ID, manifest.commitId());
    update.set(LOAD_ID, manifest.commitId());
    update.set(EXECUTION_ID, run.executionId());
    update.set(RESULT, run.result().uri());
  }

  /** Guards the marker that gives a commit id up. */
  static CommitGuard ofAbort(String commitId) {
    return new CommitGuard(commitId, null, null, null, false);
  }

  /** What the last validation found. */
  Verdict verdict() {
    return verdict;
  }

  @Override
  public boolean validate(Iterable<Snapshot> ancestors) {
    verdict = Verdict.FREE;
    boolean newest = true;
    for (Snapshot ancestor : ancestors) {
      verdict = verdict(ancestor.summary(), commitId);
      if (verdict == Verdict.FREE && newest && moved(ancestor)) {
        verdict = Verdict.MOVED;
      }
      newest = false;
      if (verdict != Verdict.FREE || Objects.equals(base, ancestor.snapshotId())) {
        break;
      }
    }
    return verdict == Verdict.FREE;
  }

  /** What one snapshot says about a commit id. */
  static Verdict verdict(Map<String, String> summary, String commitId) {
    if (commitId.equals(summary.get(COMMIT_ID))) {
      return Verdict.COMMITTED;
    }
    return commitId.equals(summary.get(ABORTED)) ? Verdict.ABORTED : Verdict.FREE;
  }

  @Override
  public String errorMessage() {
    return "Commit %s is refused: %s".formatted(commitId, verdict);
  }

  private boolean moved(Snapshot newest) {
    return (exact && !Objects.equals(parent, newest.snapshotId()))
        || (schemaId != null && !schemaId.equals(newest.schemaId()));
  }
}
