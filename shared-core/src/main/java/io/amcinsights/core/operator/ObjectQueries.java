package io.amcinsights.core.operator;

import static java.util.Comparator.comparing;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Questions about objects, answered from the catalog's indexes. */
final class ObjectQueries {

  /** More than a person reads and a terminal shows; a filter narrows it. */
  private static final int LIMIT = 100_000;

  private static final List<DeliveryState> IN_FLIGHT =
      List.of(
          DeliveryState.RECEIVED,
          DeliveryState.STAGING,
          DeliveryState.READY,
          DeliveryState.LOADING);

  private final ObjectCatalog catalog;
  private final Datasets datasets;

  ObjectQueries(ObjectCatalog catalog, Datasets datasets) {
    this.catalog = catalog;
    this.datasets = datasets;
  }

  /** Newest first. */
  List<Delivery> find(ObjectFilter filter) {
    List<Delivery> found = filter.all() ? candidates(filter) : current(candidates(filter));
    return found.stream()
        .filter(filter::accepts)
        .sorted(
            comparing(Delivery::receivedAt)
                .reversed()
                .thenComparing(delivery -> delivery.ref().toString()))
        .toList();
  }

  private List<Delivery> candidates(ObjectFilter filter) {
    ObjectId object = filter.object();
    if (object != null) {
      return catalog.deliveries(object);
    }
    List<Delivery> found = new ArrayList<>();
    for (String dataset : datasets(filter)) {
      found.addAll(catalog.recent(dataset, filter.since(), LIMIT));
    }
    return found;
  }

  private Set<String> datasets(ObjectFilter filter) {
    String only = filter.dataset();
    if (only != null) {
      return Set.of(only);
    }
    Set<String> names = new LinkedHashSet<>();
    datasets.all().stream().map(Dataset::name).forEach(names::add);
    names.add(ObjectCatalog.UNRESOLVED);
    return names;
  }

  private List<Delivery> current(List<Delivery> deliveries) {
    List<ObjectId> objects =
        deliveries.stream().map(delivery -> delivery.ref().object()).distinct().toList();
    Map<ObjectId, Head> heads = catalog.heads(objects);
    return deliveries.stream()
        .filter(
            delivery -> {
              Head head = heads.get(delivery.ref().object());
              return head == null || head.current().equals(delivery.ref());
            })
        .toList();
  }

  /** How many objects are in which state. */
  Map<String, Long> count(ObjectFilter filter) {
    Map<String, Long> counts = new TreeMap<>();
    find(filter).forEach(delivery -> counts.merge(delivery.state().name(), 1L, Long::sum));
    return counts;
  }

  /** How many objects of a tenant are in which state; also those that came before it did. */
  Map<String, Long> count(Tenant tenant, Instant since) {
    List<Delivery> found = new ArrayList<>(catalog.recent(tenant.datasetName(), since, LIMIT));
    found.addAll(catalog.recent(ObjectCatalog.UNRESOLVED, since, LIMIT));
    found.removeIf(it -> !isOf(tenant, it));
    Map<String, Long> counts = new TreeMap<>();
    current(found).forEach(it -> counts.merge(it.state().name(), 1L, Long::sum));
    return counts;
  }

  private static boolean isOf(Tenant tenant, Delivery delivery) {
    ObjectId object = delivery.ref().object();
    return delivery.tenant() == null
        ? object.bucket().equals(tenant.bucketName())
            && object.key().startsWith(tenant.settings().bucket().keysBeginWith())
        : delivery.tenant().equals(tenant.customerId());
  }

  /** How many deliveries the lake works on, by state; states without any are left out. */
  Map<String, Long> inFlight(Instant now) {
    Map<String, Long> counts = new TreeMap<>();
    for (DeliveryState state : IN_FLIGHT) {
      long count = count(state, now);
      if (count > 0) {
        counts.put(state.name(), count);
      }
    }
    return counts;
  }

  /** How many deliveries of a tenant the lake works on. */
  long inFlight(Tenant tenant, Instant now) {
    return IN_FLIGHT.stream()
        .flatMap(state -> inState(state, now).stream())
        .filter(it -> isOf(tenant, it))
        .count();
  }

  /** Objects whose content tables of a dataset hold. */
  List<ObjectId> committed(String dataset, Set<String> tables) {
    List<ObjectId> objects =
        catalog.recent(dataset, Instant.EPOCH, Integer.MAX_VALUE).stream()
            .filter(it -> it.table() != null && tables.contains(it.table()))
            .map(it -> it.ref().object())
            .distinct()
            .toList();
    Map<ObjectId, Head> heads = catalog.heads(objects);
    return objects.stream()
        .filter(
            it -> {
              Head head = heads.get(it);
              return head != null && head.committed() != null;
            })
        .toList();
  }

  long count(DeliveryState state, Instant now) {
    return inState(state, now).size();
  }

  private List<Delivery> inState(DeliveryState state, Instant now) {
    // A minute ahead, so that a delivery changed this very moment is counted.
    return catalog.inState(state, now.plusSeconds(60), LIMIT);
  }
}
