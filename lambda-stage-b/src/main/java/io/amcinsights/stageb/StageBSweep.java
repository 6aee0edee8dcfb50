package io.amcinsights.stageb;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.message.ExecutionNames;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.queue.Queues;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks after a table with deliveries that stand still: settles every load nobody works on, and
 * rings when there is something READY and no execution that would see it.
 */
final class StageBSweep {

  /**
   * An execution that runs is given this long for one load, then the load is given up under its
   * hands (it will be refused): longer than all retries of a function call take.
   */
  private static final Duration LONGEST_LOAD = Duration.ofHours(6);

  private final ObjectCatalog catalog;
  private final TableRegistry tables;
  private final Machines machines;
  private final String machine;
  private final Settlement settlement;
  private final Queues queues;
  private final TableWriters writers;
  private final Clock clock;

  StageBSweep(
      ObjectCatalog catalog,
      TableRegistry tables,
      Machines machines,
      String machine,
      Settlement settlement,
      Queues queues,
      StageBHistory history,
      Clock clock) {
    this.catalog = catalog;
    this.tables = tables;
    this.machines = machines;
    this.machine = machine;
    this.settlement = settlement;
    this.queues = queues;
    this.writers = new TableWriters(tables, machines, machine, history);
    this.clock = clock;
  }

  Sweeper.Swept sweep(String name, Dataset dataset) {
    int settled = 0;
    for (Map.Entry<String, Instant> load : stillLoads(name).entrySet()) {
      settled += settled(LoadId.parse(load.getKey()), load.getValue()) ? 1 : 0;
    }
    return new Sweeper.Swept(0, settled, rung(name, dataset) ? 1 : 0, 0);
  }

  /** Loads whose deliveries have all stood still, by load id: when the last one was claimed. */
  private Map<String, Instant> stillLoads(String table) {
    Map<String, Instant> claimed = new TreeMap<>();
    for (Delivery delivery : catalog.loading(table)) {
      String load = delivery.loadId();
      if (load != null) {
        claimed.merge(load, delivery.updatedAt(), (one, other) -> one.isAfter(other) ? one : other);
      }
    }
    Instant patience = clock.instant().minus(Sweeper.Patience.LOADING);
    claimed.values().removeIf(last -> last.isAfter(patience));
    return claimed;
  }

  private boolean settled(LoadId load, Instant claimedAt) {
    String execution = ExecutionNames.stageB(load.table(), load.generation());
    boolean overdue = claimedAt.isBefore(clock.instant().minus(LONGEST_LOAD));
    if (!overdue && machines.status(machine, execution) == Machines.Status.RUNNING) {
      settlement.releaseStrays(load);
      return false;
    }
    settlement.settle(load, execution);
    return true;
  }

  private boolean rung(String name, Dataset dataset) {
    List<Delivery> ready = catalog.ready(name, 1);
    Optional<TableRecord> table = tables.find(name);
    if (ready.isEmpty() || table.isEmpty() || dataset.stageBQueue().isEmpty()) {
      return false;
    }
    if (!writers.makeWay(table.get())) {
      return false;
    }
    var message = new StageBMessage(dataset.name(), name, ready.get(0).ref());
    queues.send(dataset.stageBQueue(), StageBMessageJson.write(message));
    return true;
  }
}
