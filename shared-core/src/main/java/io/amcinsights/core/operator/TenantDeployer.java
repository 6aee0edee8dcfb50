package io.amcinsights.core.operator;

import io.amcinsights.core.tenant.Tenant;

/** Brings a tenant's stack into being. */
public interface TenantDeployer {

  /**
   * Deploys the tenant template for the tenant; may be repeated.
   *
   * @return ARN of the role that reads the tenant's bucket
   * @throws io.amcinsights.core.error.LakeException when the stack cannot be made, with the reason
   */
  String deploy(Tenant tenant);
}
