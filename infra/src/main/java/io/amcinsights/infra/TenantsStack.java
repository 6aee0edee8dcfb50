package io.amcinsights.infra;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.kms.CfnKey;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * What tenants of an installation share: the key of their buckets, unless a tenant brings or asks
 * for one of its own.
 *
 * <p>The accounts that AMC delivers from are a parameter: a key's policy is changed by
 * CloudFormation or not at all.
 */
final class TenantsStack extends LakeStack {

  TenantsStack(Construct scope, FoundationStack foundation) {
    super(
        scope,
        foundation.names(),
        foundation.names().stack("tenants"),
        "what tenants share",
        "tenants",
        Kind.STATEFUL);
    CfnParameter accounts = deliveringAccounts(this);
    Key key =
        Keys.create(this, "Key", names(), "tenants", "Buckets of tenants of " + names().prefix());
    if (key.getNode().getDefaultChild() instanceof CfnKey cfn) {
      cfn.setKeyPolicy(TenantPolicies.sharedKey(accounts.getValueAsList()));
    }
    CfnOutput.Builder.create(this, "KeyArnOutput")
        .value(key.getKeyArn())
        .build()
        .overrideLogicalId("KeyArn");
  }

  /** Parameter of what has a key that all tenants' accounts may use. */
  static CfnParameter deliveringAccounts(Construct scope) {
    return CfnParameter.Builder.create(scope, "DeliveringAccounts")
        .type("CommaDelimitedList")
        .description("Accounts that AMC delivers from, Amazon's own among them")
        .defaultValue(TenantPolicies.AMAZON_DELIVERY_ACCOUNT)
        .build();
  }
}
