package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.constructs.Construct;

/**
 * What a tenant has in another region of the lake's account: its bucket and key, and the rule that
 * sends its events home.
 */
final class AwayTemplate extends TextTemplate {

  AwayTemplate(Construct scope, LakeNames names) {
    super(scope, names, names.awayTemplate(), "a tenant's bucket in another region");
    Tenant tenant = Tenant.of(this);
    CfnParameter sharedKey = TenantBucket.sharedKey(this);
    CfnParameter homeRegion = homeRegion();
    CfnParameter ownRule =
        truth("OwnRule", "false: a rule that tenants share knows the bucket", "true");
    CfnCondition create = condition("CreateBucket", Fn.conditionEquals(tenant.adopted(), "false"));
    new TenantBucket(
        this, tenant, new TenantBucket.Spec(create, sharedKey, TenantBucket.logs(this), List.of()));
    String home = homeRegion.getValueAsString();
    ObjectEvents.tenantRule(
            this,
            tenant,
            Aws.ACCOUNT_ID,
            ObjectEvents.forward(
                ObjectEvents.bus(home, Aws.ACCOUNT_ID), ObjectEvents.forwarder(names, home)))
        .getCfnOptions()
        .setCondition(
            condition("HasOwnRule", Fn.conditionEquals(ownRule.getValueAsString(), "true")));
  }
}
