package io.amcinsights.glue;

import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.dynamodb.DynamoDbObjectCatalog;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.store.Stores;
import io.amcinsights.core.store.s3.TenantStores;
import io.amcinsights.core.tenant.Tenants;
import io.amcinsights.core.tenant.dynamodb.DynamoDbTenants;
import io.amcinsights.engine.Sources;
import java.nio.file.Path;
import java.time.Clock;

/** Files in the buckets of tenants, and in the raw bucket, as the object catalog records them. */
record DeliveredFiles(ObjectCatalog catalog, Tenants tenants, Stores stores) implements Sources {

  static DeliveredFiles of(Clients clients, String objectsTable, String customersTable) {
    Clock clock = Clock.systemUTC();
    return new DeliveredFiles(
        new DynamoDbObjectCatalog(clients.dynamoDb(), objectsTable, clock),
        new DynamoDbTenants(clients.dynamoDb(), customersTable, clock),
        new TenantStores(clients));
  }

  @Override
  public boolean download(LoadManifest.Entry entry, Path target) {
    Delivery delivery =
        catalog
            .find(entry.delivery())
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "Delivery %s is not in the object catalog; load only recorded ones",
                        entry.delivery()));
    return storeOf(delivery)
        .download(delivery.ref().object(), delivery.versionId(), delivery.etag(), target);
  }

  private ObjectStore storeOf(Delivery delivery) {
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
