package io.amcinsights.core.tenant;

import static java.util.Comparator.comparing;

import io.amcinsights.core.tenant.Tenant.Status;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
  public Optional<Tenant> byBucket(String bucketName) {
    return all().stream()
        .filter(tenant -> tenant.bucketName().equals(bucketName))
        .min(comparing((Tenant tenant) -> tenant.status() == Status.OFFBOARDED));
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
      tenants.put(tenant.customerId(), next);
      return Optional.of(next);
    }
    return Optional.ofNullable(old)
        .filter(it -> it.version() == next.version() && it.isSameAs(next));
  }
}
