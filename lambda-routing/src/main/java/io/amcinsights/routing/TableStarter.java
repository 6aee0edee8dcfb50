package io.amcinsights.routing;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.message.ExecutionNames;
import io.amcinsights.core.message.LoadInput;
import io.amcinsights.core.message.LoadInputJson;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Starts stage B: one execution per table and generation.
 *
 * <p>All messages of a batch that name the same table share one ring: whoever plans after the ring
 * sees every delivery that was READY before it.
 */
final class TableStarter implements StageStarter {

  private static final Logger LOG = LogManager.getLogger(TableStarter.class);
  private static final int MOST_RINGS = 3;

  private final TableRegistry tables;
  private final Machines machines;
  private final String machine;
  private final Parallel parallel;

  TableStarter(TableRegistry tables, Machines machines, String machine, Parallel parallel) {
    this.tables = tables;
    this.machines = machines;
    this.machine = machine;
    this.parallel = parallel;
  }

  @Override
  public Map<String, RuntimeException> start(List<QueueMessage> messages) {
    Map<String, RuntimeException> failures = new TreeMap<>();
    Map<String, Map<String, DeliveryRef>> bells = new LinkedHashMap<>();
    for (QueueMessage message : messages) {
      try {
        StageBMessage read = StageBMessageJson.read(message.body());
        bells
            .computeIfAbsent(read.table(), table -> new LinkedHashMap<>())
            .put(message.id(), read.delivery());
      } catch (RuntimeException e) {
        failures.put(message.id(), e);
      }
    }
    List<Bell> rung =
        bells.entrySet().stream().map(it -> new Bell(it.getKey(), it.getValue())).toList();
    Map<String, RuntimeException> failedTables =
        Failures.ofEach(rung, Bell::table, this::ring, parallel);
    for (Bell bell : rung) {
      RuntimeException failure = failedTables.get(bell.table());
      if (failure != null) {
        bell.messages().keySet().forEach(id -> failures.put(id, failure));
      }
    }
    return failures;
  }

  private void ring(Bell bell) {
    long start = System.nanoTime();
    DeliveryRef last = bell.last();
    for (int ring = 1; ring <= MOST_RINGS; ring++) {
      TableRecord record = tables.ring(bell.table(), last);
      String name = ExecutionNames.stageB(record.name(), record.generation());
      String input =
          LoadInputJson.write(new LoadInput(record.dataset(), record.name(), record.generation()));
      Machines.Start result = machines.start(machine, name, input);
      if (result == Machines.Start.RUNNING || !hasMovedOn(record)) {
        LOG.info(
            "Rang table {} for {} deliveries: generation {} {} in {} ms",
            record.name(),
            bell.messages().size(),
            record.generation(),
            result == Machines.Start.RUNNING ? "runs" : "has ended, the sweeper looks after it",
            (System.nanoTime() - start) / 1_000_000);
        return;
      }
    }
    throw new UnavailableException(
        "Table %s ended its generation %d times while it was rung", bell.table(), MOST_RINGS);
  }

  /** The execution closed its generation between our ring and our start: the next one is ours. */
  private boolean hasMovedOn(TableRecord rung) {
    return tables
        .find(rung.name())
        .filter(now -> now.generation() != rung.generation())
        .isPresent();
  }

  /** A table and the messages that ring for it. */
  private record Bell(String table, Map<String, DeliveryRef> messages) {

    DeliveryRef last() {
      return List.copyOf(messages.values()).get(messages.size() - 1);
    }
  }
}
