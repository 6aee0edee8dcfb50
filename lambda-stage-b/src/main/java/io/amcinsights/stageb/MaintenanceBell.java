package io.amcinsights.stageb;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.message.ExecutionNames;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.queue.Queues;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRegistry;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Marks the tables of a dataset as due for maintenance and rings for each. */
final class MaintenanceBell {

  private static final Logger LOG = LogManager.getLogger(MaintenanceBell.class);

  private final Datasets datasets;
  private final TableRegistry tables;
  private final Machines machines;
  private final String machine;
  private final Queues queues;
  private final StageBHistory history;

  MaintenanceBell(
      Datasets datasets,
      TableRegistry tables,
      Machines machines,
      String machine,
      Queues queues,
      StageBHistory history) {
    this.datasets = datasets;
    this.tables = tables;
    this.machines = machines;
    this.machine = machine;
    this.queues = queues;
    this.history = history;
  }

  /** How many tables were rung. */
  int ring(String name) {
    return ring(name, null);
  }

  /**
   * Rings for a dataset.
   *
   * @param only the one table to ring for; null for all
   * @return how many tables were rung
   */
  int ring(String name, @Nullable String only) {
    Dataset dataset =
        datasets
            .find(name)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "Dataset %s is not deployed; deploy it, or remove its schedule", name));
    int rung = 0;
    for (TableRecord table : tables.all()) {
      DeliveryRef last = table.lastRung();
      // A table that never was rung has no rows either.
      boolean meant = only == null || table.name().equals(only);
      if (meant && table.dataset().equals(name) && last != null) {
        tables.wantMaintenance(table.name());
        raiseIfAbandoned(table);
        queues.send(
            dataset.stageBQueue(),
            StageBMessageJson.write(new StageBMessage(name, table.name(), last)));
        rung++;
      }
    }
    LOG.info("Rang {} tables of {} for maintenance", rung, name);
    return rung;
  }

  /** The name of an execution that came to no end is used up: only the next one can run. */
  private void raiseIfAbandoned(TableRecord table) {
    String execution = ExecutionNames.stageB(table.name(), table.generation());
    if (machines.status(machine, execution) == Machines.Status.ENDED) {
      history.abandoned(execution);
      tables.raise(table.name(), table.generation());
    }
  }
}
