package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/** The zones of the lake, one bucket each. */
final class ZoneBuckets extends Construct {

  /** Query results are read once; whoever wants them longer runs the query again. */
  private static final Duration ATHENA_RESULTS = Duration.days(30);

  /** What a delivery replaced; AMC can be asked for it again. */
  static final int OLD_DELIVERIES_DAYS = 90;

  /** Who read what in the last quarter of a year. */
  private static final Duration ACCESS_LOGS = Duration.days(90);

  private final LakeNames names;
  private final Key key;
  private final Bucket raw;
  private final Bucket stage;
  private final Bucket analytics;
  private final Bucket athena;

  ZoneBuckets(Construct scope, String id, LakeNames names, Key key) {
    super(scope, id);
    this.names = names;
    this.key = key;
    Bucket logs = accessLogs(this, "Logs", names);
    // A delivery is read by its version, so that a later one cannot change what is being loaded.
    raw =
        bucket("Raw", "raw")
            .versioned(Duration.days(OLD_DELIVERIES_DAYS))
            .events()
            .sealed(key, logs);
    stage = bucket("Stage", "stage").sealed(key, logs);
    // Iceberg keeps versions of its own; S3's would only keep what it removed.
    analytics = bucket("Analytics", "analytics").sealed(key, logs);
    athena = bucket("Athena", "athena").expires(ATHENA_RESULTS).sealed(key, logs);
  }

  /** Where requests to all buckets of a region are written down. */
  static Bucket accessLogs(Construct scope, String id, LakeNames names) {
    return bucket(scope, id, names, "logs").expires(ACCESS_LOGS).forAccessLogs();
  }

  private LakeBucket bucket(String id, String zone) {
    return bucket(this, id, names, zone);
  }

  private static LakeBucket bucket(Construct scope, String id, LakeNames names, String zone) {
    return LakeBucket.named(scope, id, names.bucket(zone, Aws.ACCOUNT_ID, Aws.REGION));
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
