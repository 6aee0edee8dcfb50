package io.amcinsights.stagea;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.store.PreStage;
import io.amcinsights.core.store.Stores;
import io.amcinsights.core.transform.Staged;

/** Puts rows where the writers of tables find them. */
record PreStages(Stores stores, String bucket) {

  /** Writes the pre-stage of a delivery, which then is READY; again is as good as once. */
  Change write(Dataset dataset, String table, DeliveryRef delivery, Staged.Rows rows) {
    PreStage preStage = PreStage.of(bucket, dataset, table, delivery);
    preStage.write(stores.of(null), rows);
    return rows.rejects() == null
        ? Change.to(DeliveryState.READY)
        : Change.to(
            DeliveryState.READY,
            "Broken rows were left out (%d); they are in %s"
                .formatted(rows.profile().rejectedRows(), preStage.rejects().uri()));
  }
}
