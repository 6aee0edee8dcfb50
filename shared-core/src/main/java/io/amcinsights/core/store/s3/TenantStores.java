package io.amcinsights.core.store.s3;

import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.store.Stores;
import io.amcinsights.core.tenant.Tenant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Reads a tenant's bucket as the tenant's reader role, with the customerId as external id, and
 * everything else as the function itself. Credentials are asked for at the first read, never while
 * a function is being prepared.
 */
public final class TenantStores implements Stores {

  private static final String SESSION = "amc-data-lake";

  private final Clients clients;
  private final Map<Reader, ObjectStore> stores = new ConcurrentHashMap<>();

  public TenantStores(Clients clients) {
    this.clients = clients;
  }

  @Override
  public ObjectStore of(@Nullable Tenant tenant) {
    String role = tenant == null ? null : tenant.readerRole();
    if (tenant == null || role == null) {
      return new S3ObjectStore(clients.s3());
    }
    return stores.computeIfAbsent(new Reader(role, tenant.customerId()), this::assuming);
  }

  private ObjectStore assuming(Reader reader) {
    return new S3ObjectStore(
        clients.s3(
            StsAssumeRoleCredentialsProvider.builder()
                .stsClient(clients.sts())
                .refreshRequest(
                    request ->
                        request
                            .roleArn(reader.role())
                            .roleSessionName(SESSION)
                            .externalId(reader.externalId()))
                .build()));
  }

  private record Reader(String role, String externalId) {}
}
