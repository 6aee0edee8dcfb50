package io.amcinsights.core.catalog;

import static java.time.temporal.ChronoUnit.MILLIS;

import io.amcinsights.core.metrics.Metric;
import io.amcinsights.core.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts deliveries as they reach a final state; the one place that does.
 *
 * <p>A call that is repeated finds the delivery as it was left and does not count again: only what
 * was changed since the call began was changed by it. Two calls at the very same time may count
 * twice, as CloudWatch itself may.
 */
public final class MeasuredCatalog implements ObjectCatalog {

  private final ObjectCatalog catalog;
  private final Metrics metrics;
  private final InstantSource clock;

  /**
   * Measures a catalog.
   *
   * @param clock the catalog's own
   */
  public MeasuredCatalog(ObjectCatalog catalog, Metrics metrics, InstantSource clock) {
    this.catalog = catalog;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public Delivery record(Delivery received) {
    Delivery stored = catalog.record(received);
    // What was known already keeps the time at which it was received first.
    if (stored.equals(received)) {
      ended(stored);
    }
    return stored;
  }

  @Override
  public Optional<Delivery> place(Delivery received) {
    Optional<Delivery> placed = catalog.place(received);
    placed.filter(it -> it.updatedAt().equals(received.updatedAt())).ifPresent(this::ended);
    return placed;
  }

  @Override
  public Optional<Delivery> move(DeliveryRef ref, int attempt, Change change) {
    Instant start = clock.instant().truncatedTo(MILLIS);
    Optional<Delivery> moved = catalog.move(ref, attempt, change);
    moved.filter(it -> !it.updatedAt().isBefore(start)).ifPresent(this::ended);
    return moved;
  }

  private void ended(Delivery delivery) {
    if (!delivery.state().isFinal()) {
      return;
    }
    metrics.count(metric(delivery.state()), 1);
    if (delivery.state() == DeliveryState.COMMITTED) {
      Long rows = delivery.rows();
      metrics.count(Metric.ROWS, rows == null ? 0 : rows);
      metrics.seconds(
          Metric.SECONDS_TO_TABLE, Duration.between(delivery.receivedAt(), delivery.updatedAt()));
    }
  }

  private static Metric metric(DeliveryState state) {
    return switch (state) {
      case COMMITTED -> Metric.COMMITTED;
      case SKIPPED -> Metric.SKIPPED;
      case QUARANTINED -> Metric.QUARANTINED;
      case FAILED -> Metric.FAILED;
      case SUPERSEDED -> Metric.SUPERSEDED;
      case DELETED -> Metric.DELETED;
      case RECEIVED, WAITING_FOR_TENANT, STAGING, READY, LOADING ->
          throw new IllegalArgumentException(state + " is no final state");
    };
  }

  @Override
  public Optional<Delivery> find(DeliveryRef ref) {
    return catalog.find(ref);
  }

  @Override
  public Map<ObjectId, Head> heads(Collection<ObjectId> objects) {
    return catalog.heads(objects);
  }

  @Override
  public boolean claim(DeliveryRef ref, String loadId, String execution) {
    return catalog.claim(ref, loadId, execution);
  }

  @Override
  public boolean release(DeliveryRef ref, String loadId) {
    return catalog.release(ref, loadId);
  }

  @Override
  public Optional<Delivery> retry(
      DeliveryRef ref, int fromAttempt, DeliveryState to, String reason) {
    return catalog.retry(ref, fromAttempt, to, reason);
  }

  @Override
  public void committed(DeliveryRef ref, String contentHash) {
    catalog.committed(ref, contentHash);
  }

  @Override
  public void removed(ObjectId object) {
    catalog.removed(object);
  }

  @Override
  public List<Delivery> ready(String table, int limit) {
    return catalog.ready(table, limit);
  }

  @Override
  public List<Delivery> loading(String table) {
    return catalog.loading(table);
  }

  @Override
  public List<Delivery> inState(DeliveryState state, Instant changedBefore, int limit) {
    return catalog.inState(state, changedBefore, limit);
  }

  @Override
  public List<Delivery> recent(String dataset, Instant since, int limit) {
    return catalog.recent(dataset, since, limit);
  }

  @Override
  public List<Delivery> deliveries(ObjectId object) {
    return catalog.deliveries(object);
  }
}
