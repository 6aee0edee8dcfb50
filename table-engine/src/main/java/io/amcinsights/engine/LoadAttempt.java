package io.amcinsights.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.message.LoadResultJson;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.engine.duck.DuckSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.exceptions.ValidationException;
import org.jspecify.annotations.Nullable;

/** One try to load: decides types, writes files, commits them on the table as it was found. */
final class LoadAttempt {

  /** The history has moved; look at the table again. */
  static final class RefusedException extends RuntimeException {
    RefusedException(ValidationException cause) {
      super(cause);
    }
  }

  private final LakeTables tables;
  private final ObjectStore store;
  private final SourceIndex index;
  private final DuckSession duck;
  private final Path work;
  private final LoadManifest manifest;
  private final TableEngine.Run run;
  private final Map<DeliveryRef, String> rejected = new HashMap<>();

  LoadAttempt(
      LakeTables tables,
      ObjectStore store,
      SourceIndex index,
      DuckSession duck,
      Path work,
      LoadManifest manifest,
      TableEngine.Run run) {
    this.tables = tables;
    this.store = store;
    this.index = index;
    this.duck = duck;
    this.work = work;
    this.manifest = manifest;
    this.run = run;
  }

  /**
   * @param current the table; null when there is none yet
   * @param staged the files of the manifest's entries
   */
  LoadResult run(@Nullable Table current, List<Optional<StagedFile>> staged) {
    Map<String, Integer> last = lastOfEachObject();
    List<StagedFile> files = usable(staged, last);
    SchemaPlan plan = plan(current, files);
    Set<String> objects = new TreeSet<>();
    plan.accepted().forEach(file -> objects.add(file.object()));
    last.forEach(
        (object, i) -> {
          if (manifest.entries().get(i).deletion()) {
            objects.add(object);
          }
        });
    LoadResult result = new LoadResult(manifest.commitId(), null, outcomes(last, plan));
    if (current == null && plan.accepted().isEmpty()) {
      write(result);
      return result;
    }
    Transaction transaction =
        current == null
            ? tables.create(manifest.table(), plan.added(), run.source())
            : current.newTransaction();
    if (current != null) {
      evolve(transaction, current, plan);
    }
    describe(transaction, plan);
    DataFileWriter writer = new DataFileWriter(duck, transaction.table(), work);
    Replacement.Change change =
        current == null
            ? new Replacement.Change(List.of(), List.of())
            : new Replacement(duck, work, index).remove(current, writer, objects);
    List<DataFile> added = write(writer, plan.accepted());
    write(result);
    if (added.isEmpty() && change.nothing()) {
      return result;
    }
    long snapshot = commit(transaction, current, added, change);
    return new LoadResult(result.commitId(), snapshot, result.outcomes());
  }

  /** Two deliveries of one object in a load: the later one is what the object holds. */
  private Map<String, Integer> lastOfEachObject() {
    Map<String, Integer> last = new LinkedHashMap<>();
    for (int i = 0; i < manifest.entries().size(); i++) {
      last.put(manifest.entries().get(i).delivery().object().uri(), i);
    }
    return last;
  }

  private List<StagedFile> usable(List<Optional<StagedFile>> staged, Map<String, Integer> last) {
    Set<Integer> taken = Set.copyOf(last.values());
    List<StagedFile> files = new ArrayList<>();
    for (int i = 0; i < manifest.entries().size(); i++) {
      LoadManifest.Entry entry = manifest.entries().get(i);
      if (entry.deletion() || !taken.contains(i)) {
        continue;
      }
      Optional<StagedFile> file = staged.get(i);
      file.ifPresent(files::add);
      if (file.isEmpty()) {
        rejected.put(
            entry.delivery(),
            "The pre-stage %s is gone; redrive the delivery so that it is staged again"
                .formatted(entry.preStage()));
      }
    }
    return files;
  }

  private SchemaPlan plan(@Nullable Table current, List<StagedFile> files) {
    SchemaPlanner planner =
        new SchemaPlanner(
            run.dataset(),
            run.source().workflow(),
            manifest.table(),
            current == null ? null : current.schema(),
            current == null ? Set.of() : Columns.provisional(current.properties()),
            name -> current != null && ColumnValues.any(current, name));
    FilteredRows filtered = new FilteredRows(duck);
    List<StagedFile> left = files;
    while (true) {
      SchemaPlan plan = planner.plan(left);
      rejected.putAll(plan.rejected());
      List<StagedFile> fitting = new ArrayList<>();
      for (StagedFile file : plan.accepted()) {
        Optional<String> misfit = filtered.misfit(file, plan.types());
        misfit.ifPresent(reason -> rejected.put(file.entry().delivery(), reason));
        if (misfit.isEmpty()) {
          fitting.add(file);
        }
      }
      if (fitting.size() == plan.accepted().size()) {
        return plan;
      }
      left = fitting;
    }
  }

  private List<LoadResult.Outcome> outcomes(Map<String, Integer> last, SchemaPlan plan) {
    Map<DeliveryRef, Long> rows =
        plan.accepted().stream()
            .collect(
                Collectors.toMap(file -> file.entry().delivery(), file -> file.profile().rows()));
    List<LoadResult.Outcome> outcomes = new ArrayList<>();
    Set<Integer> taken = Set.copyOf(last.values());
    for (int i = 0; i < manifest.entries().size(); i++) {
      LoadManifest.Entry entry = manifest.entries().get(i);
      outcomes.add(
          taken.contains(i)
              ? outcome(entry, rows.getOrDefault(entry.delivery(), 0L))
              : new LoadResult.Outcome(
                  entry.delivery(),
                  entry.attempt(),
                  DeliveryState.SKIPPED,
                  "a later delivery of the same object is in the same load",
                  0));
    }
    return outcomes;
  }

  private LoadResult.Outcome outcome(LoadManifest.Entry entry, long rows) {
    DeliveryState state = entry.deletion() ? DeliveryState.DELETED : DeliveryState.COMMITTED;
    String reason = rejected.get(entry.delivery());
    return new LoadResult.Outcome(
        entry.delivery(),
        entry.attempt(),
        reason == null ? state : DeliveryState.QUARANTINED,
        reason,
        rows);
  }

  private static void evolve(Transaction transaction, Table current, SchemaPlan plan) {
    if (plan.added().isEmpty() && plan.retyped().isEmpty()) {
      return;
    }
    UpdateSchema update = transaction.updateSchema();
    plan.added().forEach((name, type) -> update.addColumn(name, Columns.iceberg(type)));
    List<String> names = current.schema().columns().stream().map(field -> field.name()).toList();
    plan.retyped()
        .forEach(
            (name, type) -> {
              // A new field id: what old files hold under the old one, nothing, is not read again.
              update.deleteColumn(name).addColumn(name, Columns.iceberg(type));
              update.moveAfter(name, names.get(names.indexOf(name) - 1));
            });
    update.commit();
  }

  private void describe(Transaction transaction, SchemaPlan plan) {
    Map<String, String> properties = transaction.table().properties();
    Map<String, String> wanted = new LinkedHashMap<>(LakeTables.sourceProperties(run.source()));
    if (!plan.provisional().equals(Columns.provisional(properties))) {
      wanted.put(Columns.PROVISIONAL, String.join(",", plan.provisional()));
    }
    wanted.entrySet().removeIf(entry -> entry.getValue().equals(properties.get(entry.getKey())));
    if (!wanted.isEmpty()) {
      UpdateProperties update = transaction.updateProperties();
      wanted.forEach(update::set);
      update.commit();
    }
  }

  private List<DataFile> write(DataFileWriter writer, List<StagedFile> files) {
    Map<List<String>, List<StagedFile>> partitions = new LinkedHashMap<>();
    for (StagedFile file : files) {
      LoadManifest.Entry entry = file.entry();
      partitions
          .computeIfAbsent(
              List.of(entry.customer(), entry.exportYear(), entry.exportMonth()),
              any -> new ArrayList<>())
          .add(file);
    }
    List<DataFile> written = new ArrayList<>();
    for (List<StagedFile> partition : partitions.values()) {
      DataFile file = writer.write(partition);
      index.put(
          file.location(), partition.stream().map(StagedFile::object).collect(Collectors.toSet()));
      written.add(file);
    }
    return written;
  }

  /** Before the commit, so that whoever finds the commit finds the result. */
  private void write(LoadResult result) {
    store.write(run.result(), LoadResultJson.write(result).getBytes(UTF_8), "application/json");
  }

  private long commit(
      Transaction transaction,
      @Nullable Table current,
      List<DataFile> added,
      Replacement.Change change) {
    CommitGuard guard = CommitGuard.ofLoad(manifest, current, !change.nothing());
    SnapshotUpdate<?> update = update(transaction, added, change);
    ObjectId result = run.result();
    update.set(CommitGuard.COMMIT_ID, manifest.commitId());
    update.set(CommitGuard.LOAD_ID, manifest.commitId());
    update.set(CommitGuard.EXECUTION_ID, run.executionId());
    update.set(CommitGuard.RESULT, result.uri());
    update.validateWith(guard);
    try {
      update.commit();
      transaction.commitTransaction();
    } catch (ValidationException e) {
      if (guard.verdict() == CommitGuard.Verdict.FREE) {
        throw e;
      }
      throw new RefusedException(e);
    }
    return transaction.table().currentSnapshot().snapshotId();
  }

  private static SnapshotUpdate<?> update(
      Transaction transaction, List<DataFile> added, Replacement.Change change) {
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
