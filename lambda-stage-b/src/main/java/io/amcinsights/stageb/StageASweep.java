package io.amcinsights.stageb;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.message.ExecutionNames;
import io.amcinsights.core.message.FailedWork;
import io.amcinsights.core.message.FailedWorkJson;
import io.amcinsights.core.message.StageAMessage;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.queue.Queues;
import java.util.Optional;

/**
 * Sends a delivery through stage A again that got stuck there, under the next attempt. One that
 * gets stuck every time is set aside as failed work.
 */
final class StageASweep {

  /** What ended that often without a word, memory for instance, would end so again. */
  static final int MOST_ATTEMPTS = 5;

  private static final Sweeper.Swept NOTHING = new Sweeper.Swept(0, 0, 0, 0);

  private final ObjectCatalog catalog;
  private final Datasets datasets;
  private final Machines machines;
  private final String machine;
  private final Queues queues;
  private final StageBHistory history;

  StageASweep(
      ObjectCatalog catalog,
      Datasets datasets,
      Machines machines,
      String machine,
      Queues queues,
      StageBHistory history) {
    this.catalog = catalog;
    this.datasets = datasets;
    this.machines = machines;
    this.machine = machine;
    this.queues = queues;
    this.history = history;
  }

  Sweeper.Swept sweep(Delivery delivery, Dataset dataset) {
    Optional<PipelineStage> stage =
        datasets.findStage(dataset.pipelineName() + "-stage-a").filter(PipelineStage::active);
    String execution = ExecutionNames.stageA(delivery.ref(), delivery.attempt());
    if (stage.isEmpty() || machines.status(machine, execution) == Machines.Status.RUNNING) {
      return NOTHING;
    }
    if (delivery.attempt() >= MOST_ATTEMPTS) {
      return setAside(delivery, dataset, stage.get(), execution);
    }
    Optional<Delivery> again =
        catalog.retry(
            delivery.ref(),
            delivery.attempt(),
            DeliveryState.RECEIVED,
            "Attempt %d came to no end".formatted(delivery.attempt()));
    if (again.isEmpty()) {
      return NOTHING;
    }
    var message =
        new StageAMessage(dataset.name(), delivery.ref(), again.get().attempt(), lane(again.get()));
    queues.send(stage.get().queue(), StageAMessageJson.write(message));
    history.abandoned(execution);
    return new Sweeper.Swept(1, 0, 0, 0);
  }

  private Sweeper.Swept setAside(
      Delivery delivery, Dataset dataset, PipelineStage stage, String execution) {
    String text = "Stage A came to no end in %d attempts".formatted(delivery.attempt());
    var message =
        new StageAMessage(dataset.name(), delivery.ref(), delivery.attempt(), lane(delivery));
    var work =
        new FailedWork(
            "sweeper",
            "a",
            dataset.name(),
            delivery.attempt(),
            new FailedWork.Failure(
                "Stuck", text, "Look for its functions' last words in the logs, then redrive"),
            null,
            StageAMessageJson.toPayload(message));
    queues.send(stage.failedQueue(), FailedWorkJson.write(work));
    catalog.move(delivery.ref(), delivery.attempt(), Change.to(DeliveryState.FAILED, text));
    history.abandoned(execution);
    return NOTHING;
  }

  private static StageAMessage.Lane lane(Delivery delivery) {
    return StageAMessage.Lane.of(delivery.bytes(), delivery.ref().object().key())
        .orElse(StageAMessage.Lane.LARGE);
  }
}
