package io.amcinsights.stagea;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import java.util.List;
import java.util.Optional;

/** Deliveries that a later one of their object came before. */
final class Overtaken {

  private Overtaken() {}

  /** Where a delivery ends because it is not the head of its object; empty when it is. */
  static Optional<Change> ending(ObjectCatalog catalog, Delivery delivery) {
    ObjectId object = delivery.ref().object();
    Head head = catalog.heads(List.of(object)).get(object);
    if (head == null || head.current().equals(delivery.ref())) {
      return Optional.empty();
    }
    boolean deleted = catalog.find(head.current()).filter(Delivery::deletion).isPresent();
    return Optional.of(
        deleted
            ? Change.to(DeliveryState.DELETED, "The object was deleted before it was read")
            : Change.to(
                DeliveryState.SUPERSEDED,
                "A later delivery replaced it before it was read: " + head.current().delivery()));
  }
}
