package io.amcinsights.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnDeletionPolicy;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.kms.CfnKey;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CfnBucketPolicy;

/**
 * The bucket that AMC delivers to, its policy and its key, the same wherever the bucket is. Their
 * logical ids are the same, too: what a tenant left behind is taken over by them.
 */
final class TenantBucket {

  /**
   * What differs between templates.
   *
   * @param create under which all of it is made
   * @param sharedKey a key that may be given instead of one of its own; null for none
   * @param logs bucket of access logs; null for none
   * @param accounts that may use the bucket besides its own, AMC's and Amazon's
   */
  record Spec(
      CfnCondition create,
      @Nullable CfnParameter sharedKey,
      @Nullable String logs,
      List<String> accounts) {}

  private final TextTemplate template;
  private final Tenant tenant;
  private final Spec spec;
  private final CfnCondition ownKey;
  private final CfnKey key;
  private final String keyArn;

  TenantBucket(TextTemplate template, Tenant tenant, Spec spec) {
    this.template = template;
    this.tenant = tenant;
    this.spec = spec;
    CfnParameter shared = spec.sharedKey();
    ownKey =
        shared == null
            ? spec.create()
            : template.condition(
                "CreateKey",
                Fn.conditionAnd(spec.create(), Fn.conditionEquals(shared.getValueAsString(), "")));
    key = key();
    keyArn =
        shared == null
            ? key.getAttrArn()
            : Fn.conditionIf(ownKey.getLogicalId(), key.getAttrArn(), shared.getValueAsString())
                .toString();
    CfnBucket bucket = bucket();
    policy(bucket);
    template.output("KeyArn", key.getAttrArn()).setCondition(ownKey);
    template.output("BucketName", tenant.bucket());
  }

  /** Parameter of templates whose buckets need no key of their own. */
  static CfnParameter sharedKey(TextTemplate template) {
    return template
        .text("KeyArn", "Key that the bucket is sealed with; empty: one of its own")
        .defaultValue("")
        .build();
  }

  /** What the bucket is sealed with, if it is made here. */
  String keyArn() {
    return keyArn;
  }

  private CfnKey key() {
    CfnKey made =
        CfnKey.Builder.create(template, "Key")
            .description("Files of tenant " + tenant.id())
            .enableKeyRotation(true)
            .keyPolicy(TenantPolicies.key(tenant.amcAccount()))
            .build();
    keep(made, ownKey);
    return made;
  }

  private CfnBucket bucket() {
    CfnBucket.Builder bucket =
        CfnBucket.Builder.create(template, "Bucket")
            .bucketName(tenant.bucket())
            .versioningConfiguration(
                CfnBucket.VersioningConfigurationProperty.builder().status("Enabled").build())
            .notificationConfiguration(
                CfnBucket.NotificationConfigurationProperty.builder()
                    .eventBridgeConfiguration(
                        CfnBucket.EventBridgeConfigurationProperty.builder()
                            .eventBridgeEnabled(true)
                            .build())
                    .build())
            .bucketEncryption(sealedWith(keyArn))
            .lifecycleConfiguration(forgetting())
            .publicAccessBlockConfiguration(
                CfnBucket.PublicAccessBlockConfigurationProperty.builder()
                    .blockPublicAcls(true)
                    .blockPublicPolicy(true)
                    .ignorePublicAcls(true)
                    .restrictPublicBuckets(true)
                    .build())
            // What AMC writes is the tenant's, whatever ACL comes with it.
            .ownershipControls(
                CfnBucket.OwnershipControlsProperty.builder()
                    .rules(
                        List.of(
                            CfnBucket.OwnershipControlsRuleProperty.builder()
                                .objectOwnership("BucketOwnerEnforced")
                                .build()))
                    .build());
    if (spec.logs() != null) {
      bucket.loggingConfiguration(LakeBucket.logged(spec.logs()));
    }
    CfnBucket made = bucket.build();
    keep(made, spec.create());
    return made;
  }

  private static CfnBucket.BucketEncryptionProperty sealedWith(String key) {
    return CfnBucket.BucketEncryptionProperty.builder()
        .serverSideEncryptionConfiguration(
            List.of(
                CfnBucket.ServerSideEncryptionRuleProperty.builder()
                    .bucketKeyEnabled(true)
                    .serverSideEncryptionByDefault(
                        CfnBucket.ServerSideEncryptionByDefaultProperty.builder()
                            .sseAlgorithm("aws:kms")
                            .kmsMasterKeyId(key)
                            .build())
                    .build()))
        .build();
  }

  /** What was written over, and what was never finished. */
  private static CfnBucket.LifecycleConfigurationProperty forgetting() {
    return CfnBucket.LifecycleConfigurationProperty.builder()
        .rules(
            List.of(
                CfnBucket.RuleProperty.builder()
                    .status("Enabled")
                    .abortIncompleteMultipartUpload(
                        CfnBucket.AbortIncompleteMultipartUploadProperty.builder()
                            .daysAfterInitiation(LakeBucket.UNFINISHED_UPLOADS_DAYS)
                            .build())
                    .noncurrentVersionExpiration(
                        CfnBucket.NoncurrentVersionExpirationProperty.builder()
                            .noncurrentDays(ZoneBuckets.OLD_DELIVERIES_DAYS)
                            .build())
                    .build()))
        .build();
  }

  private void policy(CfnBucket bucket) {
    CfnBucketPolicy.Builder.create(template, "BucketPolicy")
        .bucket(bucket.getRef())
        .policyDocument(
            TenantPolicies.bucket(tenant.bucketArn(), keyArn, tenant.amcAccount(), spec.accounts()))
        .build()
        .getCfnOptions()
        .setCondition(spec.create());
  }

  /** Where requests to buckets of the stack's region are written down. */
  static String logs(TextTemplate template) {
    return template.names().bucket("logs", Aws.ACCOUNT_ID, Aws.REGION);
  }

  /**
   * Data and what opens it stay when the stack goes; a create that failed leaves nothing behind.
   */
  static void keep(CfnResource resource, @Nullable CfnCondition condition) {
    if (condition != null) {
      resource.getCfnOptions().setCondition(condition);
    }
    resource.getCfnOptions().setDeletionPolicy(CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE);
    resource.getCfnOptions().setUpdateReplacePolicy(CfnDeletionPolicy.RETAIN);
  }
}
