package io.amcinsights.stageb;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.message.LoadInput;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.queue.Queues;
import io.amcinsights.core.table.Intent;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.engine.TableEngine;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Decides what the next load of a table consists of: intent first, then claims, then the manifest.
 *
 * <p>Two runs of the same round may overlap. They open the same intent and compete for the
 * manifest, which is written once; what the loser claimed beyond it is given back.
 */
final class LoadPlanner {

  private static final Logger LOG = LogManager.getLogger(LoadPlanner.class);

  /** Step Functions ends an execution after 25,000 events; a round takes about 20. */
  static final int MOST_ROUNDS = 200;

  private static final int MOST_LOOKS = 10;

  private final ObjectCatalog catalog;
  private final TableRegistry tables;
  private final Datasets datasets;
  private final Supplier<TableEngine> engine;
  private final LoadFiles files;
  private final Settlement settlement;
  private final Queues queues;
  private final StageBHistory history;
  private final Parallel parallel;
  private final Candidates candidates;
  private final Manifests manifests;
  private final String glueJob;
  private final Clock clock;

  /**
   * Makes a planner.
   *
   * @param declarations of the columns that workflows deliver
   * @param glueJob the pipeline's own job of large loads
   */
  LoadPlanner(
      ObjectCatalog catalog,
      TableRegistry tables,
      Datasets datasets,
      Supplier<TableEngine> engine,
      LoadFiles files,
      Settlement settlement,
      Queues queues,
      StageBHistory history,
      Parallel parallel,
      Declarations declarations,
      String glueJob,
      Clock clock) {
    this.catalog = catalog;
    this.tables = tables;
    this.datasets = datasets;
    this.engine = engine;
    this.files = files;
    this.settlement = settlement;
    this.queues = queues;
    this.history = history;
    this.parallel = parallel;
    this.candidates = new Candidates(catalog, parallel);
    this.manifests = new Manifests(files.bucket(), declarations);
    this.glueJob = glueJob;
    this.clock = clock;
  }

  LoadPlan plan(LoadInput input, int round, String execution) {
    long start = System.nanoTime();
    Dataset dataset = datasets.deployed(input.dataset());
    history.started(execution, dataset, input.table());
    LoadPlan plan = decide(input, dataset, round, execution);
    if (plan instanceof LoadPlan.Closed) {
      history.closed(execution);
    }
    LOG.info(
        "Planned {}/{}/{}: {} in {} ms",
        input.table(),
        input.generation(),
        round,
        plan,
        (System.nanoTime() - start) / 1_000_000);
    return plan;
  }

  private LoadPlan decide(LoadInput input, Dataset dataset, int round, String execution) {
    if (round >= MOST_ROUNDS) {
      return handOver(input, dataset);
    }
    LoadId load = new LoadId(input.table(), input.generation(), round);
    for (int look = 0; look < MOST_LOOKS; look++) {
      TableRecord table = tables.registered(input.table());
      if (table.generation() != input.generation()) {
        return new LoadPlan.Closed();
      }
      Intent open = table.intent();
      if (open != null && !open.commitId().equals(load.toString())) {
        // Left behind by a generation or round that was given up: this execution is the table's
        // only writer, so nobody works on it any more.
        settlement.settle(LoadId.parse(open.commitId()), execution);
        continue;
      }
      Optional<LoadManifest> written = open == null ? Optional.empty() : files.manifest(load);
      if (written.isPresent()) {
        return load(dataset, load, written.get(), execution);
      }
      Optional<LoadManifest> manifest = claim(table, dataset, load, execution);
      if (manifest.isPresent()) {
        return load(dataset, load, manifest.get(), execution);
      }
      if (tables.close(input.table(), input.generation(), table.doorbell())) {
        return new LoadPlan.Closed();
      }
    }
    throw new UnavailableException(
        "Table %s was rung faster than it could be planned, %d times in a row",
        input.table(), MOST_LOOKS);
  }

  /** Ends the generation before its execution outgrows its history; the next one goes on. */
  private LoadPlan handOver(LoadInput input, Dataset dataset) {
    tables.raise(input.table(), input.generation());
    DeliveryRef last = tables.registered(input.table()).lastRung();
    if (last != null) {
      queues.send(
          dataset.stageBQueue(),
          StageBMessageJson.write(new StageBMessage(dataset.name(), input.table(), last)));
    }
    return new LoadPlan.Closed();
  }

  private Optional<LoadManifest> claim(
      TableRecord table, Dataset dataset, LoadId load, String execution) {
    Candidates.Found found = candidates.find(table, dataset);
    history.ended(execution, found.ended());
    Map<DeliveryRef, Delivery> wanted = new LinkedHashMap<>();
    // An earlier run of this round may have died between its claims and its manifest.
    if (table.intent() != null) {
      claimedBy(load).forEach(it -> wanted.put(it.ref(), it));
    }
    found.deliveries().forEach(it -> wanted.putIfAbsent(it.ref(), it));
    // A load of nothing: there is time for it now.
    boolean maintenance = wanted.isEmpty() && table.maintenanceWanted();
    if (wanted.isEmpty() && !maintenance) {
      if (table.intent() != null) {
        tables.clear(table.name(), load.toString());
      }
      return Optional.empty();
    }
    Optional<Intent> intent = open(table, load);
    if (intent.isEmpty()) {
      return Optional.empty();
    }
    List<Delivery> claimed = claimed(List.copyOf(wanted.values()), load, execution);
    if (claimed.isEmpty() && !maintenance) {
      tables.clear(table.name(), load.toString());
      return Optional.empty();
    }
    LoadManifest stands =
        files.settle(
            manifests.of(
                load, dataset, table.source(), intent.get(), claimed, unreadHeads(claimed)));
    giveBack(claimed, stands);
    if (stands.entries().isEmpty()) {
      tables.maintenancePlanned(table.name());
    }
    return Optional.of(stands);
  }

  private List<Delivery> claimedBy(LoadId load) {
    return catalog.loading(load.table()).stream()
        .filter(it -> load.toString().equals(it.loadId()))
        .toList();
  }

  /** Of objects nobody read yet: the load compares what it reads with what the table holds. */
  private Map<ObjectId, Head> unreadHeads(List<Delivery> claimed) {
    List<ObjectId> unread =
        claimed.stream()
            .filter(EngineChoice.Size::isUnstaged)
            .map(it -> it.ref().object())
            .distinct()
            .toList();
    return unread.isEmpty() ? Map.of() : catalog.heads(unread);
  }

  private Optional<Intent> open(TableRecord table, LoadId load) {
    Optional<TableEngine.State> state = engine.get().state(table.name());
    Intent intent =
        new Intent(
            load.toString(),
            files.manifestOf(load).uri(),
            state.map(TableEngine.State::snapshot).orElse(null),
            state.map(TableEngine.State::schemaId).orElse(null),
            clock.instant());
    return tables.open(table.name(), load.generation(), intent);
  }

  private List<Delivery> claimed(List<Delivery> wanted, LoadId load, String execution) {
    List<Boolean> won =
        parallel.map(wanted, it -> catalog.claim(it.ref(), load.toString(), execution));
    List<Delivery> claimed = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      if (won.get(i)) {
        claimed.add(wanted.get(i));
      }
    }
    return claimed;
  }

  private void giveBack(List<Delivery> claimed, LoadManifest stands) {
    Set<DeliveryRef> loaded = new HashSet<>();
    stands.entries().forEach(entry -> loaded.add(entry.delivery()));
    parallel.each(
        claimed.stream().filter(it -> !loaded.contains(it.ref())).toList(),
        it -> catalog.release(it.ref(), stands.commitId()));
  }

  private LoadPlan load(Dataset dataset, LoadId load, LoadManifest manifest, String execution) {
    EngineChoice choice = engineFor(dataset, manifest);
    history.planned(execution, choice.reason());
    return new LoadPlan.Load(choice, files.manifestOf(load), load);
  }

  /** From the manifest and not from what was found: planning again has to give the same. */
  private EngineChoice engineFor(Dataset dataset, LoadManifest manifest) {
    return EngineChoice.of(EngineChoice.Size.of(manifest), dataset, glueJob);
  }
}
