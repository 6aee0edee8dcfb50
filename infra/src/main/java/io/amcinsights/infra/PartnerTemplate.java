package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.iam.CfnRole;
import software.constructs.Construct;

/**
 * What a tenant has in an account of its own, made by whoever owns that: its bucket and key, the
 * rule that sends its events to the lake, and the role that the lake reads its files with.
 */
final class PartnerTemplate extends TextTemplate {

  /** For the lake to see whether the bucket is as it needs to be. */
  private static final List<String> LOOKING =
      List.of(
          "s3:GetBucketLocation",
          "s3:GetBucketNotification",
          "s3:GetBucketPolicy",
          "s3:GetBucketTagging");

  PartnerTemplate(Construct scope, LakeNames names) {
    super(scope, names, names.partnerTemplate(), "a tenant's bucket in another account");
    Tenant tenant = Tenant.of(this);
    String home = homeRegion().getValueAsString();
    CfnParameter lakeAccount = accountNamed("LakeAccount", "Account of the installation");
    String lake = lakeAccount.getValueAsString();
    CfnCondition create = condition("CreateBucket", Fn.conditionEquals(tenant.adopted(), "false"));
    TenantBucket bucket =
        new TenantBucket(this, tenant, new TenantBucket.Spec(create, null, null, List.of(lake)));
    String bus = ObjectEvents.bus(home, lake);
    CfnRule rule =
        ObjectEvents.tenantRule(
            this, tenant, Aws.ACCOUNT_ID, ObjectEvents.forward(bus, forwarder(bus)));
    String sealedWith =
        Fn.conditionIf(create.getLogicalId(), bucket.keyArn(), Arns.of("kms", "key/*")).toString();
    CfnRole reader =
        TenantReader.abroad(
            this,
            tenant,
            lake,
            home,
            TenantPolicies.read(tenant.bucketArn(), sealedWith, Aws.REGION, LOOKING));
    // Whoever sees the role knows that events flow.
    reader.addResourceDependency(rule);
    output("ReaderRoleArn", reader.getAttrArn());
  }

  private String forwarder(String bus) {
    return CfnRole.Builder.create(this, "Forwarder")
        .description("Sends events of one bucket to the lake")
        .assumeRolePolicyDocument(TenantPolicies.serviceOfThisAccount(ObjectEvents.SERVICE))
        .policies(
            List.of(
                CfnRole.PolicyProperty.builder()
                    .policyName("forward")
                    .policyDocument(TenantPolicies.forward(bus))
                    .build()))
        .build()
        .getAttrArn();
  }
}
