package io.amcinsights.stagea;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import org.jspecify.annotations.Nullable;

/** Where a delivery stands when stage A is done with it, and why if that needs saying. */
record StageAOutcome(DeliveryState state, @Nullable String reason) {

  static StageAOutcome of(Delivery delivery) {
    return new StageAOutcome(delivery.state(), delivery.reason());
  }
}
