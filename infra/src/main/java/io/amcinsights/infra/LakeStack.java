package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.constructs.Construct;

/**
 * A stack of the lake: it says whose it is, for bills and for removal, and every role in it, also
 * those CDK adds, stays within the installation's boundary.
 */
abstract class LakeStack extends Stack {

  /** Whether a stack may be made anew. */
  enum Kind {
    /** It holds what cannot be made again, and refuses to be deleted. */
    STATEFUL,
    STATELESS
  }

  private final LakeNames names;

  /**
   * Makes the stack.
   *
   * @param part what its costs are reported under
   */
  LakeStack(
      Construct scope, LakeNames names, String name, String description, String part, Kind kind) {
    super(
        scope,
        name,
        StackProps.builder()
            .stackName(name)
            .description("AMC data lake: " + description)
            .terminationProtection(kind == Kind.STATEFUL)
            .build());
    this.names = names;
    Tags.of(this).add("lake:installation", names.installation());
    Tags.of(this).add("lake:environment", names.environment());
    Tags.of(this).add("lake:part", part);
    PermissionsBoundary.of(this)
        .apply(
            ManagedPolicy.fromManagedPolicyArn(
                this, "Boundary", Arns.global("iam", "policy/" + names.boundary(Aws.REGION))));
  }

  LakeNames names() {
    return names;
  }
}
