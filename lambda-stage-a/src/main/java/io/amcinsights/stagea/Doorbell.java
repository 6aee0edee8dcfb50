package io.amcinsights.stagea;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.queue.Queues;

/** Rings the writers of tables. */
record Doorbell(Queues queues) {

  /** Rings for a delivery that is READY. */
  void ring(Dataset dataset, Delivery delivery) {
    if (dataset.stageBQueue().isEmpty()) {
      throw new InvalidInputException(
          "Dataset %s has no stage B queue; deploy the dataset's stack, then redrive",
          dataset.name());
    }
    var message = new StageBMessage(dataset.name(), tableOf(delivery), delivery.ref());
    queues.send(dataset.stageBQueue(), StageBMessageJson.write(message));
  }

  static String tableOf(Delivery delivery) {
    String table = delivery.table();
    if (table == null) {
      throw new InvalidInputException(
          "Delivery %s names no table; only those of a table are staged", delivery.ref());
    }
    return table;
  }
}
