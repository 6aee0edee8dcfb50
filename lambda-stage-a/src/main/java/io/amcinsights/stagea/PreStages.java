package io.amcinsights.stagea;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.store.PreStage;
import io.amcinsights.core.store.Stores;
import io.amcinsights.core.transform.ProfileJson;
import io.amcinsights.core.transform.Staged;

/** Puts rows where the writers of tables find them. */
record PreStages(Stores stores, String bucket) {

  /** Writes the pre-stage of a delivery, which then is READY; again is as good as once. */
  Change write(Dataset dataset, String table, DeliveryRef delivery, Staged.Rows rows) {
    PreStage preStage = PreStage.of(bucket, dataset, table, delivery);
    ObjectStore own = stores.of(null);
    own.upload(preStage.data(), rows.data(), "application/vnd.apache.parquet");
    if (rows.rejects() != null) {
      own.upload(preStage.rejects(), rows.rejects(), "text/csv");
    }
    byte[] profile = ProfileJson.write(rows.profile()).getBytes(UTF_8);
    own.write(preStage.profile(), profile, "application/json");
    return rows.rejects() == null
        ? Change.to(DeliveryState.READY)
        : Change.to(
            DeliveryState.READY,
            "Broken rows were left out (%d); they are in %s"
                .formatted(rows.profile().rejectedRows(), preStage.rejects().uri()));
  }
}
