package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnCustomResource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.events.CfnEventBusPolicy;
import software.amazon.awscdk.services.iam.CfnRole;
import software.constructs.Construct;

/**
 * What one tenant has beside the lake: its bucket and key, the way of its events to the ingest
 * queue, and the role its files are read with.
 *
 * <p>An adopted bucket is never changed, unless its record asks for it: with {@code
 * BucketExists=true} only rule and role are made. A bucket of another region or account has a stack
 * of its own there; of that, this one only has what must be in the lake's account and region.
 */
final class TenantTemplate extends TextTemplate {

  private final Tenant tenant;
  private final CfnParameter bucketRegion;
  private final CfnParameter bucketAccount;
  private final CfnCondition create;

  TenantTemplate(Construct scope, LakeNames names) {
    super(scope, names, names.tenantTemplate(), "a tenant");
    tenant = Tenant.of(this);
    CfnParameter sharedKey = TenantBucket.sharedKey(this);
    bucketRegion = regionNamed("BucketRegion", "Region of the bucket");
    bucketAccount = accountNamed("BucketAccount", "Account of the bucket");
    CfnParameter ownRule =
        truth("OwnRule", "false: a rule that tenants share knows the bucket", "true");
    CfnParameter merge =
        text("MergeFunctionArn", "Function that adds to an adopted bucket's settings; or empty")
            .defaultValue("")
            .build();
    CfnCondition sameAccount =
        condition(
            "SameAccount", Fn.conditionEquals(bucketAccount.getValueAsString(), Aws.ACCOUNT_ID));
    create =
        condition(
            "CreateBucket",
            Fn.conditionAnd(
                Fn.conditionEquals(tenant.adopted(), "false"),
                Fn.conditionEquals(bucketRegion.getValueAsString(), Aws.REGION),
                sameAccount));
    TenantBucket bucket =
        new TenantBucket(
            this,
            tenant,
            new TenantBucket.Spec(create, sharedKey, TenantBucket.logs(this), List.of()));
    reader(bucket, sameAccount);
    ObjectEvents.tenantRule(
            this, tenant, bucketAccount.getValueAsString(), ObjectEvents.ring(names))
        .getCfnOptions()
        .setCondition(
            condition("HasOwnRule", Fn.conditionEquals(ownRule.getValueAsString(), "true")));
    admission(condition("OtherAccount", Fn.conditionNot(sameAccount)));
    settings(merge);
  }

  private void reader(TenantBucket bucket, CfnCondition sameAccount) {
    // The key of an adopted bucket is its owner's business: any key, but for this bucket only.
    String anyKey =
        Arns.in(bucketRegion.getValueAsString(), bucketAccount.getValueAsString(), "kms", "key/*");
    String sealedWith = Fn.conditionIf(create.getLogicalId(), bucket.keyArn(), anyKey).toString();
    CfnRole reader =
        TenantReader.home(
            this,
            tenant,
            TenantPolicies.read(
                tenant.bucketArn(), sealedWith, bucketRegion.getValueAsString(), List.of()));
    reader.getCfnOptions().setCondition(sameAccount);
    output("ReaderRoleArn", reader.getAttrArn()).setCondition(sameAccount);
  }

  /** Lets the bucket's account send events, of which this tenant's rule takes that bucket's. */
  private void admission(CfnCondition otherAccount) {
    CfnEventBusPolicy.Builder.create(this, "Admission")
        .statementId(names().tenant(tenant.id()))
        .statement(TenantPolicies.admission(bucketAccount.getValueAsString(), ObjectEvents.bus()))
        .build()
        .getCfnOptions()
        .setCondition(otherAccount);
  }

  /** What is added to the settings of an adopted bucket, if its record asks for that. */
  private void settings(CfnParameter merge) {
    CfnCustomResource settings =
        CfnCustomResource.Builder.create(this, "Settings")
            .serviceToken(merge.getValueAsString())
            .build();
    settings.addOverride("Type", "Custom::BucketSettings");
    settings.addPropertyOverride("CustomerId", tenant.id());
    settings.addPropertyOverride("BucketName", tenant.bucket());
    settings.addPropertyOverride("BucketRegion", bucketRegion.getValueAsString());
    settings.addPropertyOverride("AmcAccountId", tenant.amcAccount());
    settings
        .getCfnOptions()
        .setCondition(
            condition(
                "MergeSettings",
                Fn.conditionNot(Fn.conditionEquals(merge.getValueAsString(), ""))));
  }
}
