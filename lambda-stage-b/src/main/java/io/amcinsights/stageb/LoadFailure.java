package io.amcinsights.stageb;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.machine.ExecutionError;
import io.amcinsights.core.message.FailedWork;
import io.amcinsights.core.message.FailedWorkJson;
import io.amcinsights.core.message.LoadInput;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.queue.Queues;
import io.amcinsights.core.table.Intent;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRegistry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends an execution that failed. A load that is in the table after all is finished; any other is
 * given up and its deliveries are FAILED, each with an envelope that was sent before. Then the
 * generation is raised, so that the next ring starts afresh.
 */
final class LoadFailure {

  private static final Logger LOG = LogManager.getLogger(LoadFailure.class);

  private final ObjectCatalog catalog;
  private final TableRegistry tables;
  private final Datasets datasets;
  private final Settlement settlement;
  private final Queues queues;
  private final String failedQueue;
  private final StageBHistory history;
  private final Parallel parallel;

  LoadFailure(
      ObjectCatalog catalog,
      TableRegistry tables,
      Datasets datasets,
      Settlement settlement,
      Queues queues,
      String failedQueue,
      StageBHistory history,
      Parallel parallel) {
    this.catalog = catalog;
    this.tables = tables;
    this.datasets = datasets;
    this.settlement = settlement;
    this.queues = queues;
    this.failedQueue = failedQueue;
    this.history = history;
    this.parallel = parallel;
  }

  /**
   * The failed execution.
   *
   * @param arn for the envelopes
   */
  record Failed(LoadInput input, String execution, String arn, ExecutionError error) {}

  /**
   * Ends it.
   *
   * @param planned the load that was planned last; empty when planning failed
   */
  void run(Failed failed, Optional<LoadId> planned) {
    long start = System.nanoTime();
    LoadInput input = failed.input();
    Optional<TableRecord> table = tables.find(input.table());
    if (table.isPresent()) {
      Set<LoadId> open = open(input, table.get(), planned);
      for (LoadId load : open) {
        settlement.settle(load, failed.execution(), it -> fail(it, load.toString(), failed));
      }
      boolean stillOurs = table.get().generation() == input.generation();
      if (open.isEmpty() && stillOurs && !mayPassByItself(failed.error())) {
        parallel.each(ready(table.get(), input), it -> fail(it, null, failed));
      }
      tables.raise(input.table(), input.generation());
      if (!open.isEmpty() || !mayPassByItself(failed.error())) {
        ringIfMore(input);
      }
    }
    history.failed(failed.execution(), failed.error().text());
    LOG.error(
        "Load of {} failed in {}: {}. {} ({} ms)",
        input.table(),
        failed.execution(),
        failed.error().text(),
        failed.error().remedy(),
        (System.nanoTime() - start) / 1_000_000);
  }

  /**
   * Every load of this generation that may be half done, the planned one and what the record says.
   */
  private Set<LoadId> open(LoadInput input, TableRecord table, Optional<LoadId> planned) {
    Set<LoadId> open = new LinkedHashSet<>();
    planned.ifPresent(open::add);
    Intent intent = table.intent();
    if (intent != null) {
      open.add(LoadId.parse(intent.commitId()));
    }
    for (Delivery delivery : catalog.loading(input.table())) {
      if (delivery.loadId() != null) {
        open.add(LoadId.parse(delivery.loadId()));
      }
    }
    open.removeIf(load -> load.generation() > input.generation());
    return open;
  }

  /**
   * Planning failed because a service did not answer, and nothing was claimed: the sweeper rings
   * again in some minutes. Ringing at once would only turn in circles.
   */
  private static boolean mayPassByItself(ExecutionError error) {
    return error.code().equals(UnavailableException.class.getSimpleName());
  }

  private List<Delivery> ready(TableRecord table, LoadInput input) {
    int limit =
        datasets
            .find(input.dataset())
            .map(Dataset::load)
            .map(Dataset.LoadLimits::maxFiles)
            .orElse(1_000);
    return ReadyDeliveries.of(table, catalog, limit);
  }

  private void fail(Delivery delivery, @Nullable String load, Failed failed) {
    LoadInput input = failed.input();
    ExecutionError error = failed.error();
    var message = new StageBMessage(input.dataset(), input.table(), delivery.ref());
    queues.send(
        failedQueue,
        FailedWorkJson.write(
            new FailedWork(
                "stage-b",
                "b",
                input.dataset(),
                delivery.attempt(),
                new FailedWork.Failure(error.code(), error.message(), error.remedy()),
                failed.arn(),
                StageBMessageJson.toPayload(message))));
    Change change = Change.to(DeliveryState.FAILED, error.text()).withExecution(failed.execution());
    catalog.move(delivery.ref(), delivery.attempt(), load == null ? change : change.withLoad(load));
  }

  private void ringIfMore(LoadInput input) {
    List<Delivery> more = catalog.ready(input.table(), 1);
    Optional<String> queue =
        datasets.find(input.dataset()).map(Dataset::stageBQueue).filter(it -> !it.isEmpty());
    if (!more.isEmpty() && queue.isPresent()) {
      var message = new StageBMessage(input.dataset(), input.table(), more.get(0).ref());
      queues.send(queue.get(), StageBMessageJson.write(message));
    }
  }
}
