package io.amcinsights.stagea;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.machine.ExecutionError;
import io.amcinsights.core.message.FailedWork;
import io.amcinsights.core.message.FailedWorkJson;
import io.amcinsights.core.message.StageAMessage;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.queue.Queues;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Ends what stage A could not do: the work goes to the queue of failed work first, then the
 * delivery is FAILED, so that no FAILED delivery is without its envelope.
 */
final class StageAFailure {

  private static final Logger LOG = LogManager.getLogger(StageAFailure.class);

  private final ObjectCatalog catalog;
  private final Queues queues;
  private final StageAHistory history;
  private final String failedQueue;

  StageAFailure(ObjectCatalog catalog, Queues queues, StageAHistory history, String failedQueue) {
    this.catalog = catalog;
    this.queues = queues;
    this.history = history;
    this.failedQueue = failedQueue;
  }

  void run(StageAMessage message, String execution, String executionArn, ExecutionError error) {
    Optional<Delivery> delivery = catalog.find(message.delivery());
    boolean inHand =
        delivery
            .filter(found -> found.attempt() == message.attempt())
            .filter(found -> !found.state().isFinal())
            .filter(found -> isBeforeStageB(found.state()))
            .isPresent();
    // A delivery nobody recorded cannot be FAILED, but its message is not dropped either.
    if (inHand || delivery.isEmpty()) {
      queues.send(failedQueue, FailedWorkJson.write(envelope(message, executionArn, error)));
      catalog.move(
          message.delivery(),
          message.attempt(),
          Change.to(DeliveryState.FAILED, error.text()).withExecution(execution));
    }
    history.failed(execution, error.text());
    LOG.error(
        "Stage A failed for {} attempt {} in {}: {}. {}",
        message.delivery(),
        message.attempt(),
        execution,
        error.text(),
        inHand ? error.remedy() : "The delivery had moved on, nothing to redrive");
  }

  /** From READY on the delivery is the table writer's: it did get through this stage. */
  private static boolean isBeforeStageB(DeliveryState state) {
    return state != DeliveryState.READY && state != DeliveryState.LOADING;
  }

  private static FailedWork envelope(
      StageAMessage message, String executionArn, ExecutionError error) {
    return new FailedWork(
        "stage-a",
        "a",
        message.dataset(),
        message.attempt(),
        new FailedWork.Failure(error.code(), error.message(), error.remedy()),
        executionArn,
        StageAMessageJson.toPayload(message));
  }
}
