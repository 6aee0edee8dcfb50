package io.amcinsights.stageb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.TooLargeHereException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.message.LoadResultJson;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.engine.TableEngine;
import io.amcinsights.engine.maintain.MaintenanceReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tables as lists of commits: which deliveries, and which rows stand in the end. */
final class FakeTableEngine implements TableEngine {

  /** One snapshot. */
  record Commit(String commitId, long snapshot, ObjectId result, Set<DeliveryRef> loaded) {}

  private final ObjectStore store;
  private final Map<String, Commit> commits = new LinkedHashMap<>();
  private final Set<String> aborted = new HashSet<>();
  private final Map<ObjectId, String> rows = new HashMap<>();
  private final Set<DeliveryRef> broken = new HashSet<>();
  private final Set<DeliveryRef> poison = new HashSet<>();
  private final Map<DeliveryRef, String> contents = new HashMap<>();
  private long snapshots;
  private int tooMany = Integer.MAX_VALUE;
  private Instant deadline = Instant.MAX;

  FakeTableEngine(ObjectStore store) {
    this.store = store;
  }

  /** Loads quarantine this one. */
  void breakFile(DeliveryRef delivery) {
    broken.add(delivery);
  }

  /** Loads read this one themselves, and find out its hash. */
  void content(DeliveryRef delivery, String hash) {
    contents.put(delivery, hash);
  }

  /** Loads fail as a whole with this one in them. */
  void poison(DeliveryRef delivery) {
    poison.add(delivery);
  }

  /** From how many deliveries on a load is too large for this engine. */
  void takeOnlyBelow(int deliveries) {
    tooMany = deliveries;
  }

  void cure() {
    poison.clear();
  }

  List<Commit> commits() {
    return new ArrayList<>(commits.values());
  }

  boolean isAborted(String commitId) {
    return aborted.contains(commitId);
  }

  /** Which delivery's rows stand for an object. */
  Optional<String> rowsOf(ObjectId object) {
    return Optional.ofNullable(rows.get(object));
  }

  /** Of the latest load. */
  Instant deadline() {
    return deadline;
  }

  @Override
  public synchronized Optional<State> state(String table) {
    return snapshots == 0 ? Optional.empty() : Optional.of(new State(snapshots, 0));
  }

  @Override
  public synchronized LoadResult load(LoadManifest manifest, Run run) {
    deadline = run.deadline();
    String commitId = manifest.commitId();
    Commit earlier = commits.get(commitId);
    if (earlier != null) {
      return LoadResultJson.read(new String(store.read(earlier.result()).orElseThrow(), UTF_8));
    }
    if (aborted.contains(commitId)) {
      throw new InvalidInputException("Load %s was given up", commitId);
    }
    if (manifest.entries().size() >= tooMany) {
      throw new TooLargeHereException("%d deliveries", manifest.entries().size());
    }
    List<LoadResult.Outcome> outcomes = new ArrayList<>();
    Set<DeliveryRef> loaded = new HashSet<>();
    for (LoadManifest.Entry entry : manifest.entries()) {
      if (poison.contains(entry.delivery())) {
        throw new IllegalStateException("The engine cannot take " + entry.delivery());
      }
      outcomes.add(outcome(entry, loaded));
    }
    for (LoadManifest.Entry entry : manifest.entries()) {
      if (entry.deletion()) {
        rows.remove(entry.delivery().object());
      } else if (loaded.contains(entry.delivery())) {
        rows.put(entry.delivery().object(), entry.delivery().delivery());
      }
    }
    LoadResult result = new LoadResult(commitId, ++snapshots, outcomes);
    store.write(run.result(), LoadResultJson.write(result).getBytes(UTF_8), "application/json");
    commits.put(commitId, new Commit(commitId, snapshots, run.result(), loaded));
    return result;
  }

  /** Commits a snapshot of the same rows. */
  MaintenanceReport maintain(LoadManifest manifest, Run run) {
    load(manifest, run);
    return new MaintenanceReport(
        new MaintenanceReport.Compacted(7, 1, 7_000), 2, MaintenanceReport.Removed.NOTHING);
  }

  private LoadResult.Outcome outcome(LoadManifest.Entry entry, Set<DeliveryRef> loaded) {
    if (entry.deletion()) {
      return new LoadResult.Outcome(
          entry.delivery(), entry.attempt(), DeliveryState.DELETED, "removed", 0);
    }
    if (broken.contains(entry.delivery())) {
      return new LoadResult.Outcome(
          entry.delivery(), entry.attempt(), DeliveryState.QUARANTINED, "it is broken", 0);
    }
    String hash = entry.unstaged() ? contents.get(entry.delivery()) : null;
    LoadManifest.Held held = entry.held();
    if (held != null && held.contentHash().equals(hash)) {
      return new LoadResult.Outcome(
          entry.delivery(),
          entry.attempt(),
          DeliveryState.SKIPPED,
          "same content as " + held.delivery(),
          0,
          hash);
    }
    loaded.add(entry.delivery());
    return new LoadResult.Outcome(
        entry.delivery(), entry.attempt(), DeliveryState.COMMITTED, null, 10, hash);
  }

  @Override
  public synchronized Resolution resolve(String table, String commitId) {
    Commit commit = commits.get(commitId);
    if (commit != null) {
      return new Resolution.Committed(commit.snapshot(), commit.result());
    }
    return aborted.contains(commitId) ? new Resolution.Aborted() : new Resolution.Unknown();
  }

  @Override
  public synchronized Resolution abort(String table, String commitId) {
    if (!commits.containsKey(commitId)) {
      aborted.add(commitId);
    }
    return resolve(table, commitId);
  }

  @Override
  public void close() {}
}
