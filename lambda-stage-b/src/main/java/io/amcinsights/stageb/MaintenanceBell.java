package io.amcinsights.stageb;

import static java.util.Objects.requireNonNull;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.queue.Queues;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRegistry;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Marks the tables of a dataset as due for maintenance and rings for each, or leaves them to Glue's
 * optimizers if that is what the dataset wants.
 */
final class MaintenanceBell {

  private static final Logger LOG = LogManager.getLogger(MaintenanceBell.class);

  private final Datasets datasets;
  private final TableRegistry tables;
  private final Queues queues;
  private final TableWriters writers;
  private final @Nullable TableOptimizers optimizers;

  /**
   * Makes a bell.
   *
   * @param optimizers the catalog's own; null when it has none
   */
  MaintenanceBell(
      Datasets datasets,
      TableRegistry tables,
      Queues queues,
      TableWriters writers,
      @Nullable TableOptimizers optimizers) {
    this.datasets = datasets;
    this.tables = tables;
    this.queues = queues;
    this.writers = writers;
    this.optimizers = optimizers;
  }

  /**
   * Sees to it that the tables of a dataset are maintained.
   *
   * @return how many tables were rung
   */
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
    List<TableRecord> due =
        tables.all().stream()
            .filter(table -> table.dataset().equals(name))
            .filter(table -> only == null || table.name().equals(only))
            // A table that never was rung has no rows either.
            .filter(table -> table.lastRung() != null)
            .toList();
    if (dataset.maintenance().by() == Dataset.Maintainer.GLUE) {
      if (optimizers != null) {
        leave(name, due, optimizers);
        return 0;
      }
      LOG.info(
          "Dataset {} leaves its maintenance to Glue's optimizers; the catalog here has none, so the"
              + " lake's own maintenance runs",
          name);
    }
    due.forEach(table -> ring(dataset, table));
    LOG.info("Rang {} tables of {} for maintenance", due.size(), name);
    return due.size();
  }

  private void ring(Dataset dataset, TableRecord table) {
    tables.wantMaintenance(table.name());
    writers.makeWay(table);
    DeliveryRef last = requireNonNull(table.lastRung());
    queues.send(
        dataset.stageBQueue(),
        StageBMessageJson.write(new StageBMessage(dataset.name(), table.name(), last)));
  }

  /** One table that cannot have optimizers must not keep the others from it. */
  private static void leave(String name, List<TableRecord> due, TableOptimizers optimizers) {
    RuntimeException failure = null;
    int set = 0;
    for (TableRecord table : due) {
      try {
        set += optimizers.ensure(table.name()) ? 1 : 0;
      } catch (RuntimeException e) {
        LOG.warn("Table {} has no optimizers: {}", table.name(), e.getMessage());
        failure = e;
      }
    }
    LOG.info("{} of {} tables of {} are left to Glue's optimizers", set, due.size(), name);
    if (failure != null) {
      throw failure;
    }
  }
}
