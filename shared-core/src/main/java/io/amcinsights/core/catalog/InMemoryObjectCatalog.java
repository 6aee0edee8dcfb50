package io.amcinsights.core.catalog;

import static java.util.Comparator.comparing;

import io.amcinsights.core.error.InvalidInputException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps the catalog in memory, for one process and as long as it lives. */
public final class InMemoryObjectCatalog extends SteppingCatalog {

  private final Map<DeliveryRef, Delivery> deliveries = new HashMap<>();
  private final Map<ObjectId, HeadRow> heads = new HashMap<>();

  public InMemoryObjectCatalog(Clock clock) {
    super(clock);
  }

  /**
   * A head, and up to where commits are known.
   *
   * @param settled sequencer of the delivery last committed or removed
   */
  private record HeadRow(Head head, @Nullable Sequencer settled) {

    HeadRow settledAt(@Nullable String committed, @Nullable String hash, Sequencer at) {
      return new HeadRow(new Head(head.current(), head.sequencer(), committed, hash), at);
    }
  }

  @Override
  public synchronized Delivery record(Delivery received) {
    deliveries.putIfAbsent(received.ref(), received);
    Delivery stored = deliveries.getOrDefault(received.ref(), received);
    heads.merge(
        stored.ref().object(),
        new HeadRow(new Head(stored.ref(), stored.sequencer(), null, null), null),
        InMemoryObjectCatalog::newer);
    return stored;
  }

  private static HeadRow newer(HeadRow known, HeadRow arrived) {
    Comparator<Head> byAge =
        comparing(Head::sequencer).thenComparing(head -> head.current().delivery());
    if (byAge.compare(known.head(), arrived.head()) >= 0) {
      return known;
    }
    Head head = arrived.head();
    return new HeadRow(
        new Head(
            head.current(),
            head.sequencer(),
            known.head().committed(),
            known.head().committedHash()),
        known.settled());
  }

  @Override
  public synchronized Optional<Delivery> find(DeliveryRef ref) {
    return Optional.ofNullable(deliveries.get(ref));
  }

  @Override
  public synchronized Map<ObjectId, Head> heads(Collection<ObjectId> objects) {
    Map<ObjectId, Head> found = new HashMap<>();
    for (ObjectId object : objects) {
      HeadRow row = heads.get(object);
      if (row != null) {
        found.put(object, row.head());
      }
    }
    return found;
  }

  @Override
  protected synchronized Optional<Delivery> step(
      DeliveryRef ref, Function<Delivery, Optional<Delivery>> transition) {
    Optional<Delivery> next = find(ref).flatMap(transition);
    next.ifPresent(changed -> deliveries.put(ref, changed));
    return next;
  }

  @Override
  public synchronized void committed(DeliveryRef ref, String contentHash) {
    Delivery delivery = deliveries.get(ref);
    HeadRow row = heads.get(ref.object());
    if (delivery == null || row == null) {
      throw new InvalidInputException("Cannot commit %s; it was never recorded", ref);
    }
    Sequencer settled = row.settled();
    if (settled == null || settled.compareTo(delivery.sequencer()) <= 0) {
      heads.put(ref.object(), row.settledAt(ref.delivery(), contentHash, delivery.sequencer()));
    }
  }

  @Override
  public synchronized void removed(ObjectId object) {
    heads.computeIfPresent(object, (id, row) -> row.settledAt(null, null, row.head().sequencer()));
  }

  @Override
  public List<Delivery> ready(String table, int limit) {
    return list(inTable(table, DeliveryState.READY), OLDEST_FIRST, limit);
  }

  @Override
  public List<Delivery> loading(String table) {
    return list(inTable(table, DeliveryState.LOADING), OLDEST_FIRST, Integer.MAX_VALUE);
  }

  @Override
  public List<Delivery> inState(DeliveryState state, Instant changedBefore, int limit) {
    Transitions.expectListed(state);
    return list(
        it -> it.state() == state && it.updatedAt().isBefore(changedBefore),
        comparing(Delivery::updatedAt),
        limit);
  }

  @Override
  public List<Delivery> recent(String dataset, Instant since, int limit) {
    return list(
        it -> dataset.equals(datasetOf(it)) && !it.receivedAt().isBefore(since),
        OLDEST_FIRST.reversed(),
        limit);
  }

  private static String datasetOf(Delivery delivery) {
    String dataset = delivery.dataset();
    return dataset == null ? UNRESOLVED : dataset;
  }

  @Override
  public List<Delivery> deliveries(ObjectId object) {
    return list(it -> it.ref().object().equals(object), OLDEST_FIRST, Integer.MAX_VALUE);
  }

  private static Predicate<Delivery> inTable(String table, DeliveryState state) {
    return it -> it.state() == state && table.equals(it.table());
  }

  private synchronized List<Delivery> list(
      Predicate<Delivery> wanted, Comparator<Delivery> order, int limit) {
    return deliveries.values().stream().filter(wanted).sorted(order).limit(limit).toList();
  }
}
