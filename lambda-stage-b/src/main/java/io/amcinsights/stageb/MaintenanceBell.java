package io.amcinsights.stageb;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.queue.Queues;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRegistry;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Marks the tables of a dataset as due for maintenance and rings for each. */
final class MaintenanceBell {

  private static final Logger LOG = LogManager.getLogger(MaintenanceBell.class);

  private final Datasets datasets;
  private final TableRegistry tables;
  private final Queues queues;
  private final TableWriters writers;

  MaintenanceBell(Datasets datasets, TableRegistry tables, Queues queues, TableWriters writers) {
    this.datasets = datasets;
    this.tables = tables;
    this.queues = queues;
    this.writers = writers;
  }

  /** How many tables were rung. */
  int ring(String name) {
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
      if (table.dataset().equals(name) && last != null) {
        tables.wantMaintenance(table.name());
        writers.makeWay(table);
        queues.send(
            dataset.stageBQueue(),
            StageBMessageJson.write(new StageBMessage(name, table.name(), last)));
        rung++;
      }
    }
    LOG.info("Rang {} tables of {} for maintenance", rung, name);
    return rung;
  }
}
