package io.amcinsights.infra;

import java.util.List;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * Functions that are given something by a later stack.
 *
 * <p>The grant is a policy of the stack that owns the resource, attached to the roles: exact ARNs,
 * and the functions' own stack does not change when a dataset comes or goes.
 */
record LakeFunctions(List<LakeFunction> functions) {

  static LakeFunctions of(LakeFunction... functions) {
    return new LakeFunctions(List.of(functions));
  }

  CfnPolicy grant(Construct scope, String id, String name, List<PolicyStatement> statements) {
    return CfnPolicy.Builder.create(scope, id)
        .policyName(name)
        .policyDocument(PolicyDocument.Builder.create().statements(statements).build())
        .roles(functions.stream().map(function -> function.role().getRoleName()).toList())
        .build();
  }
}
