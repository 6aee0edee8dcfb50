package io.amcinsights.core.operator;

import io.amcinsights.core.tenant.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Buckets as numbers of versions, by their names. */
final class FakeRemains implements TenantRemains {

  final Map<String, Long> buckets = new HashMap<>();
  final List<String> keys = new ArrayList<>();
  Owner owner = Owner.LAKE;

  @Override
  public Owner owner(Tenant tenant) {
    return buckets.containsKey(tenant.bucketName()) ? owner : Owner.NOBODY;
  }

  @Override
  public Contents contents(Tenant tenant) {
    long versions = buckets.getOrDefault(tenant.bucketName(), 0L);
    return new Contents(versions, versions * 10);
  }

  @Override
  public long empty(Tenant tenant, long enough) {
    long there = buckets.getOrDefault(tenant.bucketName(), 0L);
    long deleted = Math.min(there, enough);
    buckets.put(tenant.bucketName(), there - deleted);
    return deleted;
  }

  @Override
  public void deleteBucket(Tenant tenant) {
    buckets.remove(tenant.bucketName());
  }

  @Override
  public void scheduleKeyDeletion(String keyArn) {
    keys.add(keyArn);
  }
}
