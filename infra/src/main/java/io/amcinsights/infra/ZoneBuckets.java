package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/** The zones of the lake, one bucket each. */
final class ZoneBuckets extends Construct {

  /** Query results are read once; whoever wants them longer runs the query again. */
  private static final Duration ATHENA_RESULTS = Duration.days(30);

  private final Key key;
  private final Bucket raw;
  private final Bucket stage;
  private final Bucket analytics;
  private final Bucket artifacts;
  private final Bucket athena;

  ZoneBuckets(Construct scope, String id, LakeNames names, Key key) {
    super(scope, id);
    this.key = key;
    // A delivery is read by its version, so that a later one cannot change what is being loaded.
    raw = bucket("Raw", name(names, "raw")).versioned(true).build();
    sendEvents(raw);
    stage = bucket("Stage", name(names, "stage")).build();
    // Iceberg keeps versions of its own; S3's would only keep what it removed.
    analytics = bucket("Analytics", name(names, "analytics")).build();
    artifacts = bucket("Artifacts", name(names, "artifacts")).versioned(true).build();
    athena =
        bucket("Athena", name(names, "athena"))
            .lifecycleRules(
                List.of(abortUploads(), LifecycleRule.builder().expiration(ATHENA_RESULTS).build()))
            .build();
  }

  private static String name(LakeNames names, String zone) {
    return names.bucket(zone, Aws.ACCOUNT_ID, Aws.REGION);
  }

  private Bucket.Builder bucket(String id, String name) {
    return Bucket.Builder.create(this, id)
        .bucketName(name)
        .encryption(BucketEncryption.KMS)
        .encryptionKey(key)
        // One data key per bucket and hour instead of one call to KMS per object.
        .bucketKeyEnabled(true)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .enforceSsl(true)
        .minimumTlsVersion(1.2)
        .lifecycleRules(List.of(abortUploads()))
        .removalPolicy(RemovalPolicy.RETAIN);
  }

  private static LifecycleRule abortUploads() {
    return LifecycleRule.builder().abortIncompleteMultipartUploadAfter(Duration.days(7)).build();
  }

  /** Not {@code eventBridgeEnabled(true)}: that brings a Python function to set one property. */
  private static void sendEvents(Bucket bucket) {
    if (bucket.getNode().getDefaultChild() instanceof CfnBucket cfn) {
      cfn.setNotificationConfiguration(
          CfnBucket.NotificationConfigurationProperty.builder()
              .eventBridgeConfiguration(
                  CfnBucket.EventBridgeConfigurationProperty.builder()
                      .eventBridgeEnabled(true)
                      .build())
              .build());
    }
  }

  Bucket raw() {
    return raw;
  }

  Bucket stage() {
    return stage;
  }

  Bucket analytics() {
    return analytics;
  }

  Bucket artifacts() {
    return artifacts;
  }

  Bucket athena() {
    return athena;
  }

  /** What seals the zones, and whatever else of customers' data is written on the way. */
  Key key() {
    return key;
  }

  /** Opening objects of these buckets. */
  PolicyStatement unseal() {
    return Keys.viaService(key, "s3", Keys.READ_ACTIONS);
  }

  /** Opening and sealing them. */
  PolicyStatement seal() {
    return Keys.viaService(key, "s3", Keys.WRITE_ACTIONS);
  }

  /** Objects under a prefix of a bucket. */
  static String objects(Bucket bucket, String pattern) {
    return bucket.getBucketArn() + "/" + pattern;
  }

  /** Telling "not there" from "not allowed": without it S3 answers 403 for a missing key. */
  static PolicyStatement list(Bucket bucket) {
    return Allow.actions("s3:ListBucket").on(bucket.getBucketArn());
  }
}
