package io.amcinsights.infra;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;

/**
 * A bucket of the lake: sealed with the lake's key and no other, reached over TLS 1.2 from this
 * account, with its requests logged, kept when its stack goes.
 */
final class LakeBucket {

  static final String KEY_HEADER = "s3:x-amz-server-side-encryption-aws-kms-key-id";

  private static final String SEALING_HEADER = "s3:x-amz-server-side-encryption";
  static final int UNFINISHED_UPLOADS_DAYS = 7;

  private final Construct scope;
  private final String id;
  private final String name;
  private final List<LifecycleRule> rules = new ArrayList<>(List.of(abortUploads()));
  private boolean versioned;
  private boolean events;

  private LakeBucket(Construct scope, String id, String name) {
    this.scope = scope;
    this.id = id;
    this.name = name;
  }

  static LakeBucket named(Construct scope, String id, String name) {
    return new LakeBucket(scope, id, name);
  }

  /** Keeps what is written over or deleted for a while. */
  LakeBucket versioned(Duration kept) {
    versioned = true;
    rules.add(
        LifecycleRule.builder()
            .noncurrentVersionExpiration(kept)
            .expiredObjectDeleteMarker(true)
            .build());
    return this;
  }

  /** Forgets objects. */
  LakeBucket expires(Duration after) {
    rules.add(LifecycleRule.builder().expiration(after).build());
    return this;
  }

  /** Tells EventBridge what arrives and goes. */
  LakeBucket events() {
    events = true;
    return this;
  }

  /** Makes it, sealed with a key. */
  Bucket sealed(Key key, Bucket logs) {
    Bucket bucket =
        base()
            .encryption(BucketEncryption.KMS)
            .encryptionKey(key)
            // One data key per bucket and hour instead of one call to KMS per object.
            .bucketKeyEnabled(true)
            .build();
    refuseOtherKeys(bucket, key);
    refuseOtherAccounts(bucket);
    if (bucket.getNode().getDefaultChild() instanceof CfnBucket cfn) {
      cfn.setLoggingConfiguration(logged(logs.getBucketName()));
      if (events) {
        // Not eventBridgeEnabled(true): that brings a Python function to set one property.
        cfn.setNotificationConfiguration(
            CfnBucket.NotificationConfigurationProperty.builder()
                .eventBridgeConfiguration(
                    CfnBucket.EventBridgeConfigurationProperty.builder()
                        .eventBridgeEnabled(true)
                        .build())
                .build());
      }
    }
    return bucket;
  }

  /** Makes the one that access logs go to: S3 delivers them to nothing sealed with a key. */
  Bucket forAccessLogs() {
    Bucket bucket = base().encryption(BucketEncryption.S3_MANAGED).build();
    bucket.addToResourcePolicy(
        Conditions.admit(
            "AccessLogs",
            "logging.s3.amazonaws.com",
            List.of("s3:PutObject"),
            bucket.arnForObjects("*"),
            List.of(Arns.bucket("*"))));
    return bucket;
  }

  private Bucket.Builder base() {
    return Bucket.Builder.create(scope, id)
        .bucketName(name)
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .enforceSsl(true)
        .minimumTlsVersion(1.2)
        .versioned(versioned)
        .lifecycleRules(rules)
        .removalPolicy(RemovalPolicy.RETAIN);
  }

  /** Writes down every request, in a bucket of the same account and region. */
  static CfnBucket.LoggingConfigurationProperty logged(String logs) {
    return CfnBucket.LoggingConfigurationProperty.builder()
        .destinationBucketName(logs)
        .logFilePrefix("s3/")
        // By day, so that Athena reads a day of them and not all.
        .targetObjectKeyFormat(
            CfnBucket.TargetObjectKeyFormatProperty.builder()
                .partitionedPrefix(
                    CfnBucket.PartitionedPrefixProperty.builder()
                        .partitionDateSource("EventTime")
                        .build())
                .build())
        .build();
  }

  /** A header may be missing, then the bucket's own key is taken; it may not name another. */
  private static void refuseOtherKeys(Bucket bucket, Key key) {
    bucket.addToResourcePolicy(
        deny(bucket, "NoForeignKey", "s3:PutObject")
            .conditions(
                Conditions.all(
                    "Null", KEY_HEADER, "false", "StringNotEquals", KEY_HEADER, key.getKeyArn()))
            .build());
    bucket.addToResourcePolicy(
        deny(bucket, "NoOtherSealing", "s3:PutObject")
            .conditions(
                Conditions.all(
                    "Null", SEALING_HEADER, "false", "StringNotEquals", SEALING_HEADER, "aws:kms"))
            .build());
  }

  private static void refuseOtherAccounts(Bucket bucket) {
    bucket.addToResourcePolicy(
        deny(bucket, "ThisAccountOnly", "s3:*")
            .conditions(
                Conditions.all(
                    "StringNotEquals",
                    "aws:PrincipalAccount",
                    Aws.ACCOUNT_ID,
                    "Bool",
                    "aws:PrincipalIsAWSService",
                    "false"))
            .build());
  }

  private static PolicyStatement.Builder deny(Bucket bucket, String sid, String action) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .effect(Effect.DENY)
        .principals(List.of(new AnyPrincipal()))
        .actions(List.of(action))
        .resources(List.of(bucket.getBucketArn(), bucket.arnForObjects("*")));
  }

  private static LifecycleRule abortUploads() {
    return LifecycleRule.builder()
        .abortIncompleteMultipartUploadAfter(Duration.days(UNFINISHED_UPLOADS_DAYS))
        .build();
  }
}
