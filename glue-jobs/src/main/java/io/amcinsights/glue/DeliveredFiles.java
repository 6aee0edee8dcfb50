package io.amcinsights.glue;

import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.dynamodb.DynamoDbObjectCatalog;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.store.DeliveryStores;
import io.amcinsights.core.store.s3.TenantStores;
import io.amcinsights.core.tenant.dynamodb.DynamoDbTenants;
import io.amcinsights.engine.Sources;
import java.nio.file.Path;
import java.time.Clock;

/** Files in the buckets of tenants, and in the raw bucket, as the object catalog records them. */
record DeliveredFiles(ObjectCatalog catalog, DeliveryStores stores) implements Sources {

  static DeliveredFiles of(Clients clients, String objectsTable, String customersTable) {
    Clock clock = Clock.systemUTC();
    return new DeliveredFiles(
        new DynamoDbObjectCatalog(clients.dynamoDb(), objectsTable, clock),
        new DeliveryStores(
            new DynamoDbTenants(clients.dynamoDb(), customersTable, clock),
            new TenantStores(clients)));
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
    return stores
        .of(delivery)
        .download(delivery.ref().object(), delivery.versionId(), delivery.etag(), target);
  }
}
