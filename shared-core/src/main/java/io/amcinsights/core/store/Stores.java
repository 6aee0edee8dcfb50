package io.amcinsights.core.store;

import io.amcinsights.core.tenant.Tenant;
import org.jspecify.annotations.Nullable;

/** Whose eyes objects are read with. */
public interface Stores {

  /**
   * The store that may read a tenant's bucket.
   *
   * @param tenant null for the lake's own buckets
   */
  ObjectStore of(@Nullable Tenant tenant);
}
