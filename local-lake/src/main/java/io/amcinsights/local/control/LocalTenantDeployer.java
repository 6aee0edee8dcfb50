package io.amcinsights.local.control;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.operator.TenantDeployer;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.local.deploy.Deployer;
import java.nio.file.Path;
import java.util.Map;

/** Deploys the synthesised tenant template into the local lake. */
final class LocalTenantDeployer implements TenantDeployer {

  private static final String TEMPLATE = "-tenant";

  /** The stack of what tenants share. */
  private static final String TENANTS = "-tenants";

  private final Deployer deployer;
  private final String installation;

  /**
   * @param installation {@code {installation}-{environment}}
   */
  LocalTenantDeployer(Deployer deployer, String installation) {
    this.deployer = deployer;
    this.installation = installation;
  }

  @Override
  public String deploy(Tenant tenant) {
    Path template =
        deployer
            .template(TEMPLATE)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "The cloud assembly holds no template ending in '%s'; build infra again",
                        TEMPLATE));
    Map<String, String> outputs =
        deployer.deployTemplate(
            installation + TEMPLATE + "-" + tenant.customerId(),
            template,
            Map.of(
                "CustomerId", tenant.customerId(),
                "BucketName", tenant.bucketName(),
                "AmcAccountId", tenant.settings().amc().account(),
                "BucketExists", String.valueOf(tenant.settings().bucket().exists()),
                "KeyArn", sharedKey()));
    String role = outputs.get("ReaderRoleArn");
    if (role == null) {
      throw new InvalidInputException(
          "The tenant template has no output ReaderRoleArn; it has %s", outputs.keySet());
    }
    return role;
  }

  /** What seals tenants' buckets unless they ask for a key of their own. */
  private String sharedKey() {
    return deployer.outputs(installation + TENANTS).getOrDefault("KeyArn", "");
  }
}
