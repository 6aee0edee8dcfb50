package io.amcinsights.tps;

import io.amcinsights.core.tenant.TenantSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Buckets of tenants are those that stacks made; others are told of. */
final class FakeBuckets implements Buckets {

  private final FakeStacks stacks;
  private final Set<String> foreign = new HashSet<>();
  private final Map<String, List<String>> obstacles = new HashMap<>();

  FakeBuckets(FakeStacks stacks) {
    this.stacks = stacks;
  }

  void foreign(String bucket) {
    foreign.add(bucket);
  }

  void hindered(String bucket, String... what) {
    obstacles.put(bucket, List.of(what));
  }

  @Override
  public Owner owner(String region, String bucket, String customerId) {
    if (stacks.buckets().contains(bucket)) {
      return Owner.THIS_TENANT;
    }
    return foreign.contains(bucket) ? Owner.OTHERS : Owner.NOBODY;
  }

  @Override
  public List<String> obstacles(String region, String bucket, String deliverer) {
    return obstacles.getOrDefault(bucket, List.of());
  }

  @Override
  public List<String> obstaclesElsewhere(TenantSettings settings, String reader) {
    return obstacles(settings.bucket().region(), settings.bucket().name(), reader);
  }
}
