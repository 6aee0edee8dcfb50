package io.amcinsights.core.operator;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.StageAMessage;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.queue.Queues;
import java.util.Optional;

/** Has failed work done again: raises the attempt in the catalog first, then rings. */
final class Redrive {

  /** Where schedules and events of AWS park what did not happen. */
  private static final String MISSED = "-missed-dlq";

  private static final String WHY = "redriven by an operator";

  private final ObjectCatalog catalog;
  private final Datasets datasets;
  private final QueueAdmin queues;
  private final Queues doorbells;

  Redrive(OperatorPorts ports) {
    this.catalog = ports.catalog();
    this.datasets = ports.datasets();
    this.queues = ports.queues();
    this.doorbells = ports.doorbells();
  }

  /** Does it and says what was done. */
  String again(Failed failed) {
    return switch (failed.work().stage()) {
      case "a" -> stageA(failed);
      case "b" -> stageB(failed);
      default -> ingest(failed);
    };
  }

  private String ingest(Failed failed) {
    if (failed.queue().endsWith(MISSED)) {
      throw new InvalidInputException(
          "%s tells of a run that failed or was missed; the next one does the same. Find out why,"
              + " then purge it: lake dlq purge %s",
          failed.id(), failed.id());
    }
    String body = failed.work().payload().get("body");
    if (body == null || !failed.work().payload().containsKey("id")) {
      throw new InvalidInputException(
          "Cannot redrive %s: it is no event. Purge it: lake dlq purge %s",
          failed.id(), failed.id());
    }
    String source = failed.queue().replaceFirst("-dlq$", "");
    QueueAdmin.Queue main =
        queues.all().stream()
            .filter(queue -> queue.name().equals(source))
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "Cannot redrive %s: queue %s is gone", failed.id(), source));
    doorbells.send(main.url(), body);
    return "sent to " + source + " again";
  }

  private String stageA(Failed failed) {
    StageAMessage message = StageAMessageJson.fromPayload(failed.work().payload());
    Optional<Delivery> next =
        catalog.retry(message.delivery(), message.attempt(), DeliveryState.RECEIVED, WHY);
    if (next.isEmpty() || next.get().state() != DeliveryState.RECEIVED) {
      return movedOn(catalog.find(message.delivery()));
    }
    int attempt = next.get().attempt();
    var ring = new StageAMessage(message.dataset(), message.delivery(), attempt, message.lane());
    doorbells.send(stageAQueue(dataset(message.dataset())), StageAMessageJson.write(ring));
    return "stage A rings for attempt " + attempt;
  }

  private String stageB(Failed failed) {
    StageBMessage message = StageBMessageJson.fromPayload(failed.work().payload());
    Delivery delivery =
        catalog
            .find(message.delivery())
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "Cannot redrive %s: the catalog does not know %s",
                        failed.id(), message.delivery()));
    if (delivery.state() == DeliveryState.FAILED) {
      // Its pre-stage exists, so the load alone is repeated.
      delivery =
          catalog
              .retry(delivery.ref(), delivery.attempt(), DeliveryState.READY, WHY)
              .orElse(delivery);
    }
    if (delivery.state() != DeliveryState.READY) {
      return movedOn(Optional.of(delivery));
    }
    doorbells.send(dataset(message.dataset()).stageBQueue(), StageBMessageJson.write(message));
    return "stage B rings for attempt " + delivery.attempt();
  }

  /** Nothing is left to do, which is as good as done. */
  private static String movedOn(Optional<Delivery> delivery) {
    return delivery
        .map(it -> "nothing to do: the delivery is " + it.state() + ", attempt " + it.attempt())
        .orElse("nothing to do: the catalog does not know the delivery");
  }

  private Dataset dataset(String name) {
    return datasets
        .find(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "Dataset %s is not deployed any more; deploy it, then redrive", name));
  }

  private String stageAQueue(Dataset dataset) {
    String stage = dataset.pipelineName() + "-stage-a";
    return datasets
        .findStage(stage)
        .map(PipelineStage::queue)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "Stage %s is not deployed any more; deploy it, then redrive", stage));
  }
}
