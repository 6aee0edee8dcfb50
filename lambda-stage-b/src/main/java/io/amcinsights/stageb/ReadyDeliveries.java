package io.amcinsights.stageb;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.table.TableRecord;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is READY of a table: the index, which may not show the newest delivery yet, and that one.
 */
final class ReadyDeliveries {

  private static final Comparator<Delivery> OLDEST_FIRST =
      Comparator.comparing(Delivery::receivedAt)
          .thenComparing(delivery -> delivery.ref().toString());

  private ReadyDeliveries() {}

  /**
   * Finds them, oldest first.
   *
   * @param limit how many of the index, at most
   */
  static List<Delivery> of(TableRecord table, ObjectCatalog catalog, int limit) {
    Map<DeliveryRef, Delivery> found = new LinkedHashMap<>();
    catalog.ready(table.name(), limit).forEach(it -> found.put(it.ref(), it));
    DeliveryRef rung = table.lastRung();
    if (rung != null && !found.containsKey(rung)) {
      catalog
          .find(rung)
          .filter(it -> it.state() == DeliveryState.READY)
          .filter(it -> table.name().equals(it.table()))
          .ifPresent(it -> found.put(rung, it));
    }
    return found.values().stream().sorted(OLDEST_FIRST).toList();
  }
}
