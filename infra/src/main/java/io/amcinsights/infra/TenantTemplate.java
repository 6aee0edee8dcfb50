package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnDeletionPolicy;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.kms.CfnKey;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.amazon.awscdk.services.s3.CfnBucketPolicy;
import software.constructs.Construct;

/**
 * What one tenant has: its bucket and key, the way of its events to the ingest queue, and the role
 * its files are read with.
 *
 * <p>Provisioning instantiates this template; it needs no bootstrap, has no assets and imports
 * nothing, so that it can be handed to CloudFormation as text. An adopted bucket is never changed:
 * with {@code BucketExists=true} only rule and role are made.
 */
final class TenantTemplate extends Stack {

  private final LakeNames names;
  private final CfnParameter customerId;
  private final CfnParameter bucketName;
  private final CfnParameter amcAccountId;
  private final CfnParameter sharedKey;
  private final CfnCondition create;
  private final CfnCondition ownKey;

  TenantTemplate(Construct scope, LakeNames names) {
    super(
        scope,
        names.tenantTemplate(),
        StackProps.builder()
            .description("AMC data lake: a tenant of " + names.prefix())
            .synthesizer(new BootstraplessSynthesizer())
            .build());
    this.names = names;
    customerId =
        text("CustomerId", "Id of the tenant's record")
            .allowedPattern("[A-Za-z0-9][A-Za-z0-9_-]*")
            .maxLength(names.longestCustomerId())
            .build();
    bucketName =
        text("BucketName", "Bucket that AMC delivers to")
            .allowedPattern("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
            .build();
    amcAccountId =
        text("AmcAccountId", "Account of the tenant's AMC instance")
            .allowedPattern("[0-9]{12}")
            .build();
    CfnParameter exists =
        text("BucketExists", "true: the bucket is adopted and stays as it is")
            .allowedValues(List.of("true", "false"))
            .defaultValue("false")
            .build();
    sharedKey =
        text("KeyArn", "Key that the bucket is sealed with; empty: one of its own")
            .defaultValue("")
            .build();
    create =
        CfnCondition.Builder.create(this, "CreateBucket")
            .expression(Fn.conditionEquals(exists.getValueAsString(), "false"))
            .build();
    ownKey =
        CfnCondition.Builder.create(this, "CreateKey")
            .expression(
                Fn.conditionAnd(create, Fn.conditionEquals(sharedKey.getValueAsString(), "")))
            .build();
    CfnKey key = key();
    String keyArn =
        Fn.conditionIf(ownKey.getLogicalId(), key.getAttrArn(), sharedKey.getValueAsString())
            .toString();
    bucketPolicy(bucket(keyArn), keyArn);
    CfnRole reader = reader(keyArn);
    rule();
    Tags.of(this).add("lake:installation", names.installation());
    Tags.of(this).add("lake:environment", names.environment());
    Tags.of(this).add("lake:tenant", customerId.getValueAsString());
    CfnOutput.Builder.create(this, "ReaderRoleArn").value(reader.getAttrArn()).build();
    CfnOutput.Builder.create(this, "KeyArnOutput")
        .value(key.getAttrArn())
        .condition(ownKey)
        .build()
        .overrideLogicalId("KeyArn");
    CfnOutput.Builder.create(this, "BucketNameOutput")
        .value(bucketName.getValueAsString())
        .build()
        .overrideLogicalId("BucketName");
  }

  private CfnParameter.Builder text(String name, String description) {
    return CfnParameter.Builder.create(this, name).type("String").description(description);
  }

  private CfnKey key() {
    CfnKey key =
        CfnKey.Builder.create(this, "Key")
            .description("Files of tenant " + customerId.getValueAsString())
            .enableKeyRotation(true)
            .keyPolicy(TenantPolicies.key(amcAccountId.getValueAsString()))
            .build();
    keep(key, ownKey);
    return key;
  }

  private CfnBucket bucket(String key) {
    CfnBucket bucket =
        CfnBucket.Builder.create(this, "Bucket")
            .bucketName(bucketName.getValueAsString())
            .versioningConfiguration(
                CfnBucket.VersioningConfigurationProperty.builder().status("Enabled").build())
            .notificationConfiguration(
                CfnBucket.NotificationConfigurationProperty.builder()
                    .eventBridgeConfiguration(
                        CfnBucket.EventBridgeConfigurationProperty.builder()
                            .eventBridgeEnabled(true)
                            .build())
                    .build())
            .bucketEncryption(sealedWith(key))
            .loggingConfiguration(
                LakeBucket.logged(names.bucket("logs", Aws.ACCOUNT_ID, Aws.REGION)))
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
                    .build())
            .build();
    keep(bucket, create);
    return bucket;
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

  private void bucketPolicy(CfnBucket bucket, String key) {
    CfnBucketPolicy.Builder.create(this, "BucketPolicy")
        .bucket(bucket.getRef())
        .policyDocument(TenantPolicies.bucket(bucketArn(), key, amcAccountId.getValueAsString()))
        .build()
        .getCfnOptions()
        .setCondition(create);
  }

  private CfnRole reader(String key) {
    // The key of an adopted bucket is its owner's business: any key, but for this bucket only.
    String sealedWith =
        Fn.conditionIf(create.getLogicalId(), key, Arns.of("kms", "key/*")).toString();
    return CfnRole.Builder.create(this, "Reader")
        // Without a name of its own: those are the account's, and a tenant may be in two regions.
        .path(names.tenantsPath(Aws.REGION))
        .description("Reads the files of one tenant")
        .permissionsBoundary(Arns.global("iam", "policy/" + names.boundary(Aws.REGION)))
        .assumeRolePolicyDocument(
            TenantPolicies.trust(names.readersPath(Aws.REGION), customerId.getValueAsString()))
        .policies(
            List.of(
                CfnRole.PolicyProperty.builder()
                    .policyName("read")
                    .policyDocument(TenantPolicies.read(bucketArn(), sealedWith))
                    .build()))
        .build();
  }

  private void rule() {
    CfnRule.Builder.create(this, "Rule")
        .name(names.tenant(customerId.getValueAsString()))
        .description("Objects of tenant " + customerId.getValueAsString() + " ring for routing")
        .eventPattern(ObjectEvents.pattern(bucketName.getValueAsString()))
        .targets(
            List.of(
                ObjectEvents.target(
                    "Ingest",
                    queueArn(names.ingestQueue()),
                    queueArn(LakeNames.deadLetters(names.ingestQueue())))))
        .build();
  }

  /** By name, not by import: an import would tie the foundation to its oldest tenant. */
  private static String queueArn(String name) {
    return Arns.of("sqs", name);
  }

  private String bucketArn() {
    return Arns.bucket(bucketName.getValueAsString());
  }

  /**
   * Data and what opens it stay when the stack goes; a create that failed leaves nothing behind.
   */
  private static void keep(CfnResource resource, CfnCondition condition) {
    resource.getCfnOptions().setCondition(condition);
    resource.getCfnOptions().setDeletionPolicy(CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE);
    resource.getCfnOptions().setUpdateReplacePolicy(CfnDeletionPolicy.RETAIN);
  }
}
