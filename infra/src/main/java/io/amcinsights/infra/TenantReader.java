package io.amcinsights.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.CfnRole;

/** The role that a tenant's files are read with. */
final class TenantReader {

  private TenantReader() {}

  /** Beside the lake, in its account: within the installation's boundary, like every role. */
  static CfnRole home(TextTemplate template, Tenant tenant, Map<String, Object> policy) {
    CfnRole reader = reader(template, tenant, Aws.ACCOUNT_ID, Aws.REGION, policy);
    // Without a name of its own: those are the account's, and a tenant may be in two regions.
    reader.setPermissionsBoundary(
        Arns.global("iam", "policy/" + template.names().boundary(Aws.REGION)));
    return reader;
  }

  /** In an account that knows nothing of the installation but this stack: found by its name. */
  static CfnRole abroad(
      TextTemplate template,
      Tenant tenant,
      String lakeAccount,
      String homeRegion,
      Map<String, Object> policy) {
    CfnRole reader = reader(template, tenant, lakeAccount, homeRegion, policy);
    reader.setRoleName(template.names().partnerReader(tenant.id()));
    return reader;
  }

  private static CfnRole reader(
      TextTemplate template,
      Tenant tenant,
      String lakeAccount,
      String homeRegion,
      Map<String, Object> policy) {
    return CfnRole.Builder.create(template, "Reader")
        .path(template.names().tenantsPath(homeRegion))
        .description("Reads the files of one tenant")
        .assumeRolePolicyDocument(
            TenantPolicies.trust(
                lakeAccount, template.names().readersPath(homeRegion), tenant.id()))
        .policies(
            List.of(
                CfnRole.PolicyProperty.builder().policyName("read").policyDocument(policy).build()))
        .build();
  }
}
