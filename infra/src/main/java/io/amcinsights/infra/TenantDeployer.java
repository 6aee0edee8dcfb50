package io.amcinsights.infra;

import static io.amcinsights.infra.Asl.object;
import static io.amcinsights.infra.TenantPolicies.allow;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.CfnManagedPolicy;
import software.amazon.awscdk.services.iam.CfnRole;
import software.amazon.awscdk.services.iam.IManagedPolicy;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * The role that CloudFormation makes tenants' stacks with. Only CloudFormation can assume it, and
 * what it may do is its boundary at the same time: no policy that is added to it later gives more.
 *
 * <p>It makes roles, but only under the path of tenants and only within the installation's
 * boundary, so that no role it makes can do more than our own functions.
 */
final class TenantDeployer {

  private TenantDeployer() {}

  static Role create(Construct scope, LakeNames names, Optional<String> merge) {
    Map<String, Object> document = document(names, merge);
    String name = names.deployerBoundary(Aws.REGION);
    CfnManagedPolicy policy =
        CfnManagedPolicy.Builder.create(scope, "DeployerPolicy")
            .managedPolicyName(name)
            .description("The most that CloudFormation may do for tenants of " + names.prefix())
            .policyDocument(document)
            .build();
    IManagedPolicy managed =
        ManagedPolicy.fromManagedPolicyArn(scope, "Deployer", Arns.global("iam", "policy/" + name));
    Role role =
        Role.Builder.create(scope, "DeployerRole")
            .description("CloudFormation, for tenants of " + names.prefix())
            .assumedBy(Conditions.forThisAccount("cloudformation.amazonaws.com"))
            .build();
    if (role.getNode().getDefaultChild() instanceof CfnRole cfn) {
      cfn.setPolicies(
          List.of(
              CfnRole.PolicyProperty.builder()
                  .policyName("deploy")
                  .policyDocument(document)
                  .build()));
    }
    role.getNode().addDependency(policy);
    PermissionsBoundary.of(role).apply(managed);
    return role;
  }

  private static Map<String, Object> document(LakeNames names, Optional<String> merge) {
    String roles = Arns.global("iam", "role" + names.tenantsPath("*") + "*");
    Map<String, Object> ours =
        object(
            "aws:ResourceTag/lake:installation", names.installation(),
            "aws:ResourceTag/lake:environment", names.environment());
    List<Object> statements =
        List.of(
            allow("Buckets", buckets(), List.of(Arns.bucket("*"))),
            TenantPolicies.notTheLakesOwn(names),
            when(
                allow("NewKeys", List.of("kms:CreateKey"), List.of("*")),
                object(
                    "StringEquals",
                    object(
                        "aws:RequestTag/lake:installation", names.installation(),
                        "aws:RequestTag/lake:environment", names.environment()))),
            when(
                allow("OurKeys", keys(), List.of(Arns.anyRegion("kms", "key/*"))),
                object("StringEquals", ours)),
            when(
                allow(
                    "RolesWithinTheBoundary",
                    List.of("iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRolePolicy"),
                    List.of(roles)),
                object(
                    "StringEquals",
                    object(
                        "iam:PermissionsBoundary",
                        Arns.global("iam", "policy/" + names.boundary(Aws.REGION))))),
            allow("Roles", roles(), List.of(roles)),
            allow(
                "Rules",
                rules(),
                List.of(
                    Arns.anyRegion("events", "rule/" + names.tenant("*")),
                    Arns.anyRegion("events", "rule/" + names.sharedRules()))),
            // Accounts of tenants' buckets are let send events to the home bus.
            allow("HomeBus", bus(), List.of(ObjectEvents.bus())),
            when(
                allow(
                    "Forwarder",
                    List.of("iam:PassRole"),
                    List.of(ObjectEvents.forwarder(names, Aws.REGION))),
                object("StringEquals", object("iam:PassedToService", ObjectEvents.SERVICE))));
    Stream<Object> more =
        merge.stream().map(it -> allow("Settings", List.of("lambda:InvokeFunction"), List.of(it)));
    return TenantPolicies.document(Stream.concat(statements.stream(), more).toArray());
  }

  /** Stacks of tenants and of what tenants share, wherever their buckets are. */
  static List<String> stacks(LakeNames names) {
    return Stream.of(
            names.tenant("*"),
            names.stack("tenants"),
            names.regionTemplate(),
            names.rulesTemplate())
        .map(it -> Arns.anyRegion("cloudformation", "stack/" + it + "/*"))
        .toList();
  }

  /** Tenants choose the names of their buckets. */
  private static List<String> buckets() {
    return List.of(
        "s3:CreateBucket",
        "s3:DeleteBucket",
        "s3:DeleteBucketPolicy",
        "s3:GetBucket*",
        "s3:GetEncryptionConfiguration",
        "s3:GetLifecycleConfiguration",
        "s3:ListBucket",
        "s3:PutBucketLogging",
        "s3:PutBucketNotification",
        "s3:PutBucketOwnershipControls",
        "s3:PutBucketPolicy",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketTagging",
        "s3:PutBucketVersioning",
        "s3:PutEncryptionConfiguration",
        "s3:PutLifecycleConfiguration");
  }

  private static List<String> keys() {
    return List.of(
        "kms:DescribeKey",
        "kms:EnableKeyRotation",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:ListResourceTags",
        "kms:PutKeyPolicy",
        // A key whose creation is rolled back.
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateKeyDescription");
  }

  private static List<String> roles() {
    return List.of(
        "iam:DeleteRole",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListRolePolicies",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription");
  }

  private static List<String> rules() {
    return List.of(
        "events:DeleteRule",
        "events:DescribeRule",
        "events:ListTagsForResource",
        "events:ListTargetsByRule",
        "events:PutRule",
        "events:PutTargets",
        "events:RemoveTargets",
        "events:TagResource",
        "events:UntagResource");
  }

  private static List<String> bus() {
    return List.of("events:DescribeEventBus", "events:PutPermission", "events:RemovePermission");
  }

  private static Map<String, Object> when(
      Map<String, Object> statement, Map<String, Object> condition) {
    return Asl.with(statement, "Condition", condition);
  }
}
