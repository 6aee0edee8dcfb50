package io.amcinsights.routing;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.naming.DeliveredKey;
import io.amcinsights.core.naming.KeyGrammar;
import io.amcinsights.core.naming.Names;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenants;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resolves an object to its tenant, dataset and table, from its bucket and key alone. */
final class Destinations {

  private final String rawBucket;
  private final Tenants tenants;
  private final Datasets datasets;

  Destinations(String rawBucket, Tenants tenants, Datasets datasets) {
    this.rawBucket = rawBucket;
    this.tenants = tenants;
    this.datasets = datasets;
  }

  Destination of(ObjectId object) {
    if (object.bucket().equals(rawBucket)) {
      return ofRawFile(object.key());
    }
    Optional<Tenant> tenant = tenants.owner(object);
    if (tenant.isEmpty()) {
      return new Destination.Nowhere(
          DeliveryState.WAITING_FOR_TENANT,
          "Bucket %s belongs to no tenant; add the tenant within 24 hours"
              .formatted(object.bucket()),
          null,
          null);
    }
    return ofTenantFile(tenant.get(), object.key());
  }

  private Destination ofRawFile(String key) {
    DeliveredKey parsed = KeyGrammar.rawKey(key);
    if (!(parsed instanceof DeliveredKey.RawFile file)) {
      return unreadable(parsed, null, null);
    }
    String name = file.team() + "-" + file.dataset();
    Optional<Dataset> dataset = datasets.find(name);
    if (dataset.isEmpty()) {
      return unknownDataset(name, null);
    }
    return new Destination.Table(
        dataset.get(),
        null,
        dataset.get().database() + "." + Names.sanitise(file.table()),
        new TableSource(file.team(), file.table(), "raw", null),
        null);
  }

  private Destination ofTenantFile(Tenant tenant, String key) {
    String customer = tenant.customerId();
    String name = tenant.datasetName();
    if (tenant.isLeaving()) {
      return quarantined(
          name,
          customer,
          "Tenant %s is %s; its results are not loaded".formatted(customer, tenant.status()));
    }
    DeliveredKey parsed =
        KeyGrammar.tenantKey(key.substring(tenant.settings().bucket().keysBeginWith().length()));
    if (!(parsed instanceof DeliveredKey.AmcResult result)) {
      return unreadable(parsed, name, customer);
    }
    Optional<Dataset> dataset = datasets.find(name);
    if (dataset.isEmpty()) {
      return unknownDataset(name, customer);
    }
    String table =
        Names.table(tenant.prefix(), result.workflow(), result.schedule(), result.version());
    return new Destination.Table(
        dataset.get(),
        customer,
        dataset.get().database() + "." + table,
        new TableSource(tenant.prefix(), result.workflow(), result.schedule(), result.version()),
        waitingFor(tenant));
  }

  /** A tenant under change keeps its bucket, role and dataset: its files go through. */
  private static @Nullable String waitingFor(Tenant tenant) {
    return tenant.isReadable()
        ? null
        : "Tenant %s is %s".formatted(tenant.customerId(), tenant.status());
  }

  private static Destination unreadable(
      DeliveredKey key, @Nullable String dataset, @Nullable String tenant) {
    if (key instanceof DeliveredKey.Ignored ignored) {
      return new Destination.Nowhere(DeliveryState.SKIPPED, ignored.reason(), dataset, tenant);
    }
    String reason =
        key instanceof DeliveredKey.Unknown unknown
            ? unknown.reason()
            : "The key is read as " + key.getClass().getSimpleName() + ", which has no place here";
    return new Destination.Nowhere(DeliveryState.QUARANTINED, reason, dataset, tenant);
  }

  private static Destination unknownDataset(String name, @Nullable String tenant) {
    return quarantined(
        null,
        tenant,
        "Dataset %s is not deployed; add it to datasets_parameters.json".formatted(name));
  }

  private static Destination quarantined(
      @Nullable String dataset, @Nullable String tenant, String reason) {
    return new Destination.Nowhere(DeliveryState.QUARANTINED, reason, dataset, tenant);
  }
}
