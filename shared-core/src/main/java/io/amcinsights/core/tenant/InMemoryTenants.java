package io.amcinsights.core.tenant;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Keeps tenants in memory, for one process and as long as it lives. */
public final class InMemoryTenants implements Tenants {

  private final Clock clock;
  private final Map<String, Tenant> tenants = new TreeMap<>();

  public InMemoryTenants() {
    this(Clock.systemUTC());
  }

  public InMemoryTenants(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<Tenant> find(String customerId) {
    return Optional.ofNullable(tenants.get(customerId));
  }

  @Override
  public List<Tenant> inBucket(String bucketName) {
    return all().stream().filter(tenant -> tenant.bucketName().equals(bucketName)).toList();
  }

  @Override
  public synchronized List<Tenant> all() {
    return List.copyOf(tenants.values());
  }

  @Override
  public synchronized Optional<Tenant> put(Tenant tenant) {
    Tenant next = tenant.stored(clock.instant());
    Tenant old = tenants.get(tenant.customerId());
    long version = old == null ? 0 : old.version();
    if (version == tenant.version()) {
      return Optional.of(store(next));
    }
    return Optional.ofNullable(old)
        .filter(it -> it.version() == next.version() && it.isSameAs(next));
  }

  @Override
  public synchronized Optional<Tenant> change(
      String customerId, Function<Tenant, Optional<Tenant>> change) {
    return find(customerId).flatMap(change).map(it -> store(it.stored(clock.instant())));
  }

  /** As a record that was written and read: it says itself what is wrong with it. */
  private Tenant store(Tenant tenant) {
    Tenant read = TenantJson.read(TenantJson.write(tenant));
    tenants.put(tenant.customerId(), read);
    return read;
  }
}
