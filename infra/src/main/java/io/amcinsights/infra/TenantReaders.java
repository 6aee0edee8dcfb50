package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** The roles of tenants' stacks that let our reading functions into tenants' buckets. */
final class TenantReaders {

  private TenantReaders() {}

  /**
   * Becoming the reader of any tenant of this installation, by the path of the roles. The tenants
   * are not known when this is deployed, nor are the accounts that their buckets are in; which of
   * them it is, each role checks by its external id.
   */
  static PolicyStatement assume(LakeNames names) {
    return Allow.actions("sts:AssumeRole")
        .on(Arns.anyAccount("iam", "role" + names.tenantsPath(Aws.REGION) + "*"));
  }
}
