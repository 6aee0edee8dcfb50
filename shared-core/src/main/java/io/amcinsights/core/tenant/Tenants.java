package io.amcinsights.core.tenant;

import java.util.List;
import java.util.Optional;

/** The tenant records. */
public interface Tenants {

  Optional<Tenant> find(String customerId);

  /**
   * Whose bucket this is; eventually consistent after a write. Of several the one that is not
   * off-boarded, so that a bucket may change hands.
   */
  Optional<Tenant> byBucket(String bucketName);

  /** All tenants in the order of their ids. */
  List<Tenant> all();

  /**
   * Stores a tenant whose {@link Tenant#version} is the one last read (0 for a new one).
   *
   * @return the tenant with the next version and the time of the write, by this call or an earlier
   *     one; empty when somebody else wrote meanwhile
   */
  Optional<Tenant> put(Tenant tenant);
}
