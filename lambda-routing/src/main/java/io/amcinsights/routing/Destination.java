package io.amcinsights.routing;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.table.TableSource;
import org.jspecify.annotations.Nullable;

/** Where an object belongs. */
sealed interface Destination {

  /** The dataset, {@code {team}-{dataset}}; null when it could not be resolved. */
  @Nullable String datasetName();

  /** The customerId; null for raw-bucket files and unknown buckets. */
  @Nullable String tenant();

  /** {@code {database}.{table}}; null when the key names none. */
  @Nullable String table();

  /**
   * A table of a dataset.
   *
   * @param waitingFor why its tenant cannot be served yet; null when it can
   */
  record Table(
      Dataset dataset,
      @Nullable String tenant,
      String table,
      TableSource source,
      @Nullable String waitingFor)
      implements Destination {

    @Override
    public String datasetName() {
      return dataset.name();
    }
  }

  /** Nowhere: the final state such a delivery takes, and why. */
  record Nowhere(
      DeliveryState state, String reason, @Nullable String datasetName, @Nullable String tenant)
      implements Destination {

    @Override
    public @Nullable String table() {
      return null;
    }
  }
}
