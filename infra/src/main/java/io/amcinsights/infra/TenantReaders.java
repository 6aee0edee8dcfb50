package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/** The roles of tenants' stacks that let our two reading functions into tenants' buckets. */
final class TenantReaders {

  private TenantReaders() {}

  /**
   * Becoming the reader of any tenant of this installation, by the path of the roles. The tenants
   * are not known when this is deployed; which of them it is, each role checks by its external id.
   */
  static PolicyStatement assume(Construct scope, LakeNames names) {
    return Allow.actions("sts:AssumeRole")
        .on(
            Stack.of(scope)
                .formatArn(
                    ArnComponents.builder()
                        .service("iam")
                        .region("")
                        .resource("role")
                        .resourceName(names.tenantsPath(Aws.REGION).substring(1) + "*")
                        .build()));
  }
}
