package io.amcinsights.local.deploy;

import java.util.Map;
import java.util.Set;

/** Policies of buckets. Nobody is refused for them here, but who asks for one gets it. */
final class BucketPolicyProvider implements Provider {

  private final Services services;

  BucketPolicyProvider(Services services) {
    this.services = services;
  }

  @Override
  public Properties properties() {
    return new Properties(Set.of("Bucket", "PolicyDocument"), Set.of());
  }

  @Override
  public Placed place(Request request) {
    String bucket = request.text("Bucket");
    services.buckets().policy(bucket, request.properties().path("PolicyDocument").toString());
    return Placed.of(bucket, Map.of());
  }

  @Override
  public void remove(Request request, Placed placed) {
    services.buckets().policy(placed.ref(), "");
  }
}
