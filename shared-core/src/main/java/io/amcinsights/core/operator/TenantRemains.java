package io.amcinsights.core.operator;

import io.amcinsights.core.tenant.Tenant;

/** Buckets and keys that tenants leave behind, where they are. */
public interface TenantRemains {

  /** How long a key can be called back: the longest that KMS offers. */
  int KEY_DAYS = 30;

  /** Whose the bucket of a tenant is. */
  enum Owner {
    /** This lake made it for this tenant. */
    LAKE,
    /** It has the name, and lacks our tags. */
    OTHERS,
    /** There is none. */
    NOBODY
  }

  /** What lies in a bucket: versions of objects. */
  record Contents(long versions, long bytes) {}

  Owner owner(Tenant tenant);

  Contents contents(Tenant tenant);

  /**
   * Deletes versions of objects.
   *
   * @param enough about so many
   * @return how many; fewer when the bucket is empty now
   */
  long empty(Tenant tenant, long enough);

  /** Deletes the bucket, which is empty. */
  void deleteBucket(Tenant tenant);

  /** Has a key deleted in {@link #KEY_DAYS} days; one that is to go already stays so. */
  void scheduleKeyDeletion(String keyArn);
}
