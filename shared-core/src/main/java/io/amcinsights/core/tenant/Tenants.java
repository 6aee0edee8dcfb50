package io.amcinsights.core.tenant;

import java.util.List;
import java.util.Optional;

/** The tenant records. */
public interface Tenants {

  Optional<Tenant> find(String customerId);

  /** Whose bucket this is; eventually consistent after a write. */
  Optional<Tenant> byBucket(String bucketName);

  List<Tenant> all();

  /**
   * Stores a tenant whose {@link Tenant#version} is the one last read (0 for a new one).
   *
   * @return the tenant with the next version; empty when somebody else wrote meanwhile
   */
  Optional<Tenant> put(Tenant tenant);
}
