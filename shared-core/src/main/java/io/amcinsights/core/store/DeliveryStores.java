package io.amcinsights.core.store;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.tenant.Tenants;

/** Where delivered objects are read: each with the eyes of its tenant. */
public record DeliveryStores(Tenants tenants, Stores stores) {

  /**
   * The store that may read a delivery's object.
   *
   * @throws InvalidInputException when its tenant has no record
   */
  public ObjectStore of(Delivery delivery) {
    String customer = delivery.tenant();
    if (customer == null) {
      return stores.of(null);
    }
    return stores.of(
        tenants
            .find(customer)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "Tenant %s of %s has no record; add it again, then redrive",
                        customer, delivery.ref())));
  }
}
