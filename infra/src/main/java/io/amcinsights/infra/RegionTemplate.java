package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.services.kms.CfnKey;
import software.amazon.awscdk.services.s3.CfnBucket;
import software.constructs.Construct;

/**
 * What tenants of another region share there: the key of their buckets, as the stack of tenants has
 * one at home, and the bucket of access logs, as the foundation has one.
 */
final class RegionTemplate extends TextTemplate {

  RegionTemplate(Construct scope, LakeNames names) {
    super(scope, names, names.regionTemplate(), "what tenants share in another region");
    CfnParameter accounts = TenantsStack.deliveringAccounts(this);
    CfnParameter homeRegion = homeRegion();
    CfnKey key =
        CfnKey.Builder.create(this, "Key")
            .description(
                "Buckets of tenants of %s in %s"
                    .formatted(names.prefix(), homeRegion.getValueAsString()))
            .enableKeyRotation(true)
            .keyPolicy(TenantPolicies.sharedKey(accounts.getValueAsList()))
            .build();
    TenantBucket.keep(key, null);
    if (ZoneBuckets.accessLogs(this, "Logs", names).getNode().getDefaultChild()
        instanceof CfnBucket logs) {
      logs.overrideLogicalId("Logs");
      TenantBucket.keep(logs, null);
    }
    output("KeyArn", key.getAttrArn());
  }
}
