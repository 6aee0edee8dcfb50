package io.amcinsights.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.message.LoadResultJson;
import io.amcinsights.core.table.TableSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** One try to load: decides types, writes files, commits them on the table as it was found. */
final class LoadAttempt {

  private static final Logger LOG = LogManager.getLogger(LoadAttempt.class);

  private final LakeTables tables;
  private final Workers workers;
  private final Site here;
  private final SourceIndex index;
  private final LoadManifest manifest;
  private final TableEngine.Run run;

  LoadAttempt(
      LakeTables tables,
      Workers workers,
      Site here,
      SourceIndex index,
      LoadManifest manifest,
      TableEngine.Run run) {
    this.tables = tables;
    this.workers = workers;
    this.here = here;
    this.index = index;
    this.manifest = manifest;
    this.run = run;
  }

  /**
   * @param current the table; null when there is none yet
   */
  LoadResult run(@Nullable Table current, Deliveries deliveries) {
    Optional<TableSource> owner = Optional.ofNullable(current).flatMap(LakeTables::source);
    if (owner.isPresent() && !owner.get().equals(run.source())) {
      String reason =
          new Refusals(run.dataset(), manifest.table()).source(owner.get(), run.source());
      LoadResult result = new LoadResult(manifest.commitId(), null, deliveries.refused(reason));
      write(result);
      return result;
    }
    try {
      return run(current, deliveries, plan(current, deliveries, null));
    } catch (TableRewrite.ImpossibleException e) {
      LOG.info("Load {} leaves types as they are: {}", manifest.commitId(), e.getMessage());
      return run(current, deliveries, plan(current, deliveries, e.getMessage()));
    }
  }

  private SchemaPlan plan(
      @Nullable Table current, Deliveries deliveries, @Nullable String obstacle) {
    return new SchemaPlanner(
            run.dataset(), run.source().workflow(), manifest.table(), current, obstacle)
        .plan(deliveries.files());
  }

  private LoadResult run(@Nullable Table current, Deliveries deliveries, SchemaPlan plan) {
    LoadResult result = new LoadResult(manifest.commitId(), null, deliveries.outcomes(plan));
    if (current == null && plan.accepted().isEmpty()) {
      write(result);
      return result;
    }
    Transaction transaction =
        current == null
            ? tables.create(manifest.table(), plan.added(), run.source())
            : current.newTransaction();
    if (current != null) {
      Evolution.columns(transaction, current.schema(), plan);
    }
    ColumnDocs.update(transaction, run.dataset(), run.source().workflow());
    Evolution.properties(transaction, run.source(), plan);
    Change change =
        current == null
            ? Change.NOTHING
            : change(current, transaction, plan, deliveries.replaced(plan.accepted()));
    List<DataFile> added =
        new FileWork(workers, here, index).write(transaction.table(), plan.accepted());
    write(result);
    if (added.isEmpty() && change.nothing()) {
      return result;
    }
    long snapshot = commit(transaction, current, added, change);
    return new LoadResult(result.commitId(), snapshot, result.outcomes());
  }

  private Change change(
      Table current, Transaction transaction, SchemaPlan plan, Set<String> objects) {
    if (!plan.rewrite()) {
      return new Replacement(workers, here, index, run.dataset())
          .remove(current, transaction.table(), objects);
    }
    LOG.info("Load {} widens {}", manifest.commitId(), plan.retyped());
    return new TableRewrite(workers, here, index, run, manifest.table())
        .rewrite(current, transaction.table(), objects);
  }

  /** Before the commit, so that whoever finds the commit finds the result. */
  private void write(LoadResult result) {
    here.store()
        .write(run.result(), LoadResultJson.write(result).getBytes(UTF_8), "application/json");
  }

  private long commit(
      Transaction transaction, @Nullable Table current, List<DataFile> added, Change change) {
    CommitGuard guard = CommitGuard.ofLoad(manifest, current, !change.nothing());
    SnapshotUpdate<?> update = update(transaction, added, change);
    CommitGuard.sign(update, manifest, run);
    update.validateWith(guard);
    try {
      update.commit();
      transaction.commitTransaction();
    } catch (ValidationException e) {
      throw guard.verdict() == CommitGuard.Verdict.FREE ? e : new OvertakenException(e);
    }
    return transaction.table().currentSnapshot().snapshotId();
  }

  private static SnapshotUpdate<?> update(
      Transaction transaction, List<DataFile> added, Change change) {
    if (change.nothing()) {
      var append = transaction.newAppend();
      added.forEach(append::appendFile);
      return append;
    }
    OverwriteFiles overwrite = transaction.newOverwrite();
    change.dropped().forEach(overwrite::deleteFile);
    change.written().forEach(overwrite::addFile);
    added.forEach(overwrite::addFile);
    return overwrite;
  }
}
