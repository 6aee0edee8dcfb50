package io.amcinsights.routing;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.FileParts;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.event.S3ObjectEvent;
import io.amcinsights.core.message.StageAMessage;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.queue.Queues;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.core.table.TableSource;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records every S3 event as a delivery and rings the stage that has to act.
 *
 * <p>The ring comes after the record and is repeated while the delivery still is where the ring
 * would find it, so an event may be handled any number of times.
 */
final class Router {

  private static final Logger LOG = LogManager.getLogger(Router.class);
  private static final int MOST_KNOWN_TABLES = 10_000;
  private static final String LARGE = "Too large for stage A; the load in Glue reads it itself";

  private final Destinations destinations;
  private final Datasets datasets;
  private final ObjectCatalog catalog;
  private final TableRegistry tables;
  private final Queues queues;
  private final Clock clock;
  private final FileParts parts;

  /** A table never changes its source, so a warm function asks once. */
  private final Map<String, TableSource> knownTables = new ConcurrentHashMap<>();

  Router(
      Destinations destinations,
      Datasets datasets,
      ObjectCatalog catalog,
      TableRegistry tables,
      Queues queues,
      Clock clock) {
    this.destinations = destinations;
    this.datasets = datasets;
    this.catalog = catalog;
    this.tables = tables;
    this.queues = queues;
    this.clock = clock;
    this.parts = new FileParts(catalog, clock);
  }

  /** Records the delivery an event announces and rings for it; returns it as it stands then. */
  Delivery route(S3ObjectEvent event) {
    long start = System.nanoTime();
    Destination destination = destinations.of(event.object());
    Delivery delivery =
        event.kind() == S3ObjectEvent.Kind.CREATED
            ? created(event, destination)
            : deleted(event, destination);
    LOG.info(
        "Routed {} to {}: {}{} in {} ms",
        delivery.ref(),
        delivery.table() == null ? "no table" : delivery.table(),
        delivery.state(),
        delivery.reason() == null ? "" : " (" + delivery.reason() + ")",
        (System.nanoTime() - start) / 1_000_000);
    return delivery;
  }

  private Delivery created(S3ObjectEvent event, Destination destination) {
    if (destination instanceof Destination.Table table) {
      return createdIn(event, table);
    }
    Destination.Nowhere nowhere = (Destination.Nowhere) destination;
    return recorded(delivery(event, destination, nowhere.state(), nowhere.reason()));
  }

  /** What waited in a bucket of nobody takes its place when the bucket has become somebody's. */
  private Delivery recorded(Delivery received) {
    Delivery stored = catalog.record(received);
    return stored.isUnplaced() && !received.isUnplaced()
        ? catalog.place(received).orElse(stored)
        : stored;
  }

  private Delivery createdIn(S3ObjectEvent event, Destination.Table table) {
    Optional<StageAMessage.Lane> lane = StageAMessage.Lane.of(event.bytes(), event.object().key());
    // Too large for a function: it is ready as it is, and the load that takes it reads it itself.
    DeliveryState first = lane.isPresent() ? DeliveryState.RECEIVED : DeliveryState.READY;
    Optional<String> taken = sourceConflict(table);
    if (taken.isPresent()) {
      return record(event, table, DeliveryState.QUARANTINED, taken.get());
    }
    // Looked up before anything is recorded: a missing row is a deployment under way, not a file's
    // fault.
    PipelineStage stage = stageA(table.dataset());
    Optional<String> later = laterDelivery(event);
    if (later.isPresent()) {
      return record(event, table, DeliveryState.SUPERSEDED, later.get());
    }
    String waitingFor = table.waitingFor();
    Delivery stored =
        waitingFor == null
            ? record(event, table, first, lane.isPresent() ? null : LARGE)
            : record(event, table, DeliveryState.WAITING_FOR_TENANT, waitingFor);
    if (stored.state() == DeliveryState.WAITING_FOR_TENANT && waitingFor == null) {
      stored = released(stored, first);
    }
    if (lane.isEmpty()) {
      ringIfReady(table.dataset(), stored);
    } else if (stored.state() == DeliveryState.RECEIVED) {
      var message =
          new StageAMessage(table.dataset().name(), stored.ref(), stored.attempt(), lane.get());
      queues.send(stage.queue(), StageAMessageJson.write(message));
    }
    return stored;
  }

  private Delivery released(Delivery waiting, DeliveryState first) {
    return catalog
        .retry(waiting.ref(), waiting.attempt(), first, "Tenant " + waiting.tenant() + " is ready")
        .orElseGet(() -> catalog.find(waiting.ref()).orElse(waiting));
  }

  private Delivery deleted(S3ObjectEvent event, Destination destination) {
    Optional<Head> head = head(event.delivery().object());
    if (event.permanent() && event.versionId() != null && !isCurrent(head, event)) {
      return oldVersionRemoved(event, destination);
    }
    if (!(destination instanceof Destination.Table table)) {
      return catalog.record(
          delivery(event, destination, DeliveryState.DELETED, deletionReason(event, destination)));
    }
    boolean removes = removesRows(event, table, head);
    Delivery stored =
        removes
            ? record(event, table, DeliveryState.READY, "The object was deleted; its rows go too")
            : record(event, table, DeliveryState.DELETED, deletionReason(event, destination));
    ringIfReady(table.dataset(), stored);
    // Behind the record, so that a delivery under way either is seen here or sees the deletion.
    parts.retire(stored, List.of(), removes).forEach(part -> ringIfReady(table.dataset(), part));
    return stored;
  }

  private void ringIfReady(Dataset dataset, Delivery delivery) {
    String table = delivery.table();
    if (delivery.state() == DeliveryState.READY && table != null) {
      var message = new StageBMessage(dataset.name(), table, delivery.ref());
      queues.send(stageBQueue(dataset), StageBMessageJson.write(message));
    }
  }

  private static boolean isCurrent(Optional<Head> head, S3ObjectEvent event) {
    return head.isPresent() && head.get().current().delivery().equals(event.versionId());
  }

  /** The object itself is still there: nothing is recorded that could become its head. */
  private Delivery oldVersionRemoved(S3ObjectEvent event, Destination destination) {
    LOG.info("Old version {} of {} was removed", event.versionId(), event.object().uri());
    return delivery(
        event, destination, DeliveryState.DELETED, "An old version of the object was removed");
  }

  private static boolean removesRows(
      S3ObjectEvent event, Destination.Table table, Optional<Head> head) {
    return table.dataset().onDelete() == Dataset.OnDelete.REMOVE
        && event.reason().equals("DeleteObject")
        && head.isPresent()
        && head.get().sequencer().compareTo(event.sequencer()) <= 0;
  }

  private static String deletionReason(S3ObjectEvent event, Destination destination) {
    String what = "The object was deleted (" + event.reason() + ")";
    if (destination instanceof Destination.Table table) {
      return table.dataset().onDelete() == Dataset.OnDelete.KEEP
          ? what + "; its rows stay, as onDelete of the dataset is keep"
          : what + "; its rows stay";
    }
    return what;
  }

  private Optional<String> laterDelivery(S3ObjectEvent event) {
    DeliveryRef ref = event.delivery();
    return head(ref.object())
        .filter(head -> !head.current().equals(ref))
        .filter(head -> head.sequencer().compareTo(event.sequencer()) > 0)
        .map(head -> "A later delivery of this object is known: " + head.current().delivery());
  }

  private Optional<Head> head(ObjectId object) {
    return Optional.ofNullable(catalog.heads(List.of(object)).get(object));
  }

  private Optional<String> sourceConflict(Destination.Table table) {
    TableSource owner = knownTables.get(table.table());
    if (owner == null) {
      owner = tables.register(table.table(), table.dataset().name(), table.source()).source();
      if (knownTables.size() < MOST_KNOWN_TABLES) {
        knownTables.put(table.table(), owner);
      }
    }
    return owner.equals(table.source())
        ? Optional.empty()
        : Optional.of(
            "Table %s belongs to %s and this file comes from %s; rename the workflow or schedule"
                .formatted(table.table(), owner.words(), table.source().words()));
  }

  private PipelineStage stageA(Dataset dataset) {
    String name = dataset.pipelineName() + "-stage-a";
    return datasets
        .findStage(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "Pipeline stage %s of dataset %s is not deployed; deploy the pipeline's stack",
                    name, dataset.name()));
  }

  private static String stageBQueue(Dataset dataset) {
    if (dataset.stageBQueue().isEmpty()) {
      throw new InvalidInputException(
          "Dataset %s has no stage B queue; deploy the dataset's stack", dataset.name());
    }
    return dataset.stageBQueue();
  }

  private Delivery record(
      S3ObjectEvent event, Destination.Table table, DeliveryState state, @Nullable String reason) {
    return recorded(delivery(event, table, state, reason));
  }

  private Delivery delivery(
      S3ObjectEvent event, Destination destination, DeliveryState state, @Nullable String reason) {
    Instant now = clock.instant();
    return new Delivery(
        event.delivery(),
        event.sequencer(),
        event.kind() == S3ObjectEvent.Kind.DELETED,
        event.bytes(),
        event.etag(),
        event.versionId(),
        state,
        reason,
        1,
        destination.datasetName(),
        destination.tenant(),
        destination.table(),
        null,
        null,
        null,
        null,
        null,
        event.time(),
        now,
        now);
  }
}
