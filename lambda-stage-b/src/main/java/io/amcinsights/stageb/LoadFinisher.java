package io.amcinsights.stageb;

import static java.util.stream.Collectors.toSet;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.table.TableRegistry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings the catalog up to date with a load that is done: what the table holds first, then where
 * each delivery stands, the intent last. Whoever repeats it finds the same.
 */
final class LoadFinisher {

  private static final Logger LOG = LogManager.getLogger(LoadFinisher.class);

  private final ObjectCatalog catalog;
  private final TableRegistry tables;
  private final LoadFiles files;
  private final StageBHistory history;
  private final Parallel parallel;
  private final Governor governor;

  LoadFinisher(
      ObjectCatalog catalog,
      TableRegistry tables,
      LoadFiles files,
      StageBHistory history,
      Parallel parallel,
      Governor governor) {
    this.catalog = catalog;
    this.tables = tables;
    this.files = files;
    this.history = history;
    this.parallel = parallel;
    this.governor = governor;
  }

  /** A job has done the load, until {@code at}. */
  void ranInGlue(String execution, Execution.GlueRun run, Instant at) {
    history.ranInGlue(execution, run, at);
  }

  /** Finishes a load from its manifest and a result of it. */
  void finish(LoadId load, ObjectId result, String execution) {
    LoadManifest manifest = files.manifest(files.manifestOf(load));
    LoadResult found = files.result(result);
    finish(load, manifest, found, found.snapshot(), execution);
  }

  /** Finishes a load whose commit was found in the table. */
  void finishCommitted(LoadId load, ObjectId result, long snapshot, String execution) {
    LoadManifest manifest = files.manifest(files.manifestOf(load));
    finish(load, manifest, files.result(result), snapshot, execution);
  }

  private void finish(
      LoadId load,
      LoadManifest manifest,
      LoadResult result,
      @Nullable Long snapshot,
      String execution) {
    long start = System.nanoTime();
    Map<DeliveryRef, LoadResult.Outcome> outcomes = new HashMap<>();
    result.outcomes().forEach(outcome -> outcomes.put(outcome.delivery(), outcome));
    List<LoadManifest.Entry> entries = manifest.entries();
    // First of all: a load whose table nobody may read is not finished, and is tried again.
    governor.loaded(manifest, customers(entries, outcomes));
    List<Optional<Delivery>> ends =
        parallel.map(
            entries,
            entry ->
                end(
                    load,
                    entry,
                    Optional.ofNullable(outcomes.get(entry.delivery())),
                    snapshot,
                    execution));
    tables.clear(load.table(), load.toString());
    String summary = summary(ends);
    long rows = result.outcomes().stream().mapToLong(LoadResult.Outcome::rows).sum();
    String maintenance = result.maintenance();
    if (maintenance != null) {
      history.maintained(execution, maintenance);
    } else if (!entries.isEmpty()) {
      history.finished(execution, load, entries.size(), rows, summary);
    }
    LOG.info(
        "Finished {}: {} deliveries ({}), {} rows, snapshot {} in {} ms",
        load,
        entries.size(),
        summary,
        rows,
        snapshot,
        (System.nanoTime() - start) / 1_000_000);
  }

  private static Set<String> customers(
      List<LoadManifest.Entry> entries, Map<DeliveryRef, LoadResult.Outcome> outcomes) {
    return entries.stream()
        .filter(
            entry -> {
              LoadResult.Outcome outcome = outcomes.get(entry.delivery());
              return outcome != null && outcome.state() == DeliveryState.COMMITTED;
            })
        .map(LoadManifest.Entry::customer)
        .collect(toSet());
  }

  private Optional<Delivery> end(
      LoadId load,
      LoadManifest.Entry entry,
      Optional<LoadResult.Outcome> outcome,
      @Nullable Long snapshot,
      String execution) {
    Change change =
        outcome
            .map(LoadFinisher::change)
            .orElseGet(
                () ->
                    Change.to(
                        DeliveryState.FAILED,
                        "The result of load " + load + " says nothing about it"))
            .withLoad(load.toString())
            .withExecution(execution);
    if (change.state() == DeliveryState.COMMITTED) {
      String found = change.contentHash();
      String hash = found == null ? entry.contentHash() : found;
      catalog.committed(entry.delivery(), hash == null ? "" : hash);
    } else if (change.state() == DeliveryState.DELETED) {
      catalog.removed(entry.delivery().object());
    }
    Optional<Delivery> moved =
        catalog.move(
            entry.delivery(),
            entry.attempt(),
            snapshot == null ? change : change.withSnapshot(snapshot));
    if (moved.isEmpty()) {
      LOG.warn(
          "{} of {} is {} already and stays so instead of {}",
          entry.delivery(),
          load,
          catalog.find(entry.delivery()).map(Delivery::state).orElse(null),
          change.state());
    }
    return moved;
  }

  private static Change change(LoadResult.Outcome outcome) {
    String reason = outcome.reason();
    Change change =
        reason == null ? Change.to(outcome.state()) : Change.to(outcome.state(), reason);
    if (outcome.state() != DeliveryState.COMMITTED) {
      return change;
    }
    // Only now: a delivery that has a hash and may be loaded again is in the pre-stage.
    String hash = outcome.contentHash();
    return (hash == null ? change : change.withContentHash(hash)).withRows(outcome.rows());
  }

  private static String summary(List<Optional<Delivery>> ends) {
    Map<DeliveryState, Integer> counts = new EnumMap<>(DeliveryState.class);
    ends.forEach(end -> end.ifPresent(it -> counts.merge(it.state(), 1, Integer::sum)));
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (state, count) ->
            text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(state));
    return text.toString();
  }
}
