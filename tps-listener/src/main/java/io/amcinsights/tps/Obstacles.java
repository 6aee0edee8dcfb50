package io.amcinsights.tps;

import io.amcinsights.core.tenant.TenantSettings;
import java.util.List;

/** What only the owner of a bucket can do, and has not done yet. */
final class Obstacles {

  private final TenantBlueprint blueprint;
  private final Buckets buckets;

  Obstacles(TenantBlueprint blueprint, Buckets buckets) {
    this.blueprint = blueprint;
    this.buckets = buckets;
  }

  /** What keeps the bucket from delivering, each with the commands that change it. */
  List<String> of(TenantSettings settings) {
    TenantSettings.Bucket bucket = settings.bucket();
    if (blueprint.isPartners(settings)) {
      return buckets.obstaclesElsewhere(settings, blueprint.partnerReader(settings));
    }
    return bucket.exists()
        ? buckets.obstacles(bucket.region(), bucket.name(), settings.amc().account())
        : List.of();
  }

  /** What an off-boarded tenant leaves behind. */
  String afterwards(TenantSettings settings) {
    String stays = "Its bucket, key and tables stay";
    return blueprint.isPartners(settings)
        ? "%s; so does the stack %s, until account %s deletes it"
            .formatted(
                stays,
                blueprint.stack(settings.bucket().region(), settings),
                settings.bucket().account())
        : stays;
  }
}
