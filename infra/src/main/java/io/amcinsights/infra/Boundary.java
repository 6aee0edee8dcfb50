package io.amcinsights.infra;

import static io.amcinsights.infra.Asl.object;
import static io.amcinsights.infra.TenantPolicies.allow;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.CfnManagedPolicy;
import software.constructs.Construct;

/**
 * The most that any role of an installation can do, whatever its own policies say: work on what
 * bears the installation's name. It makes no roles, changes no policies and ends no keys.
 */
final class Boundary {

  private Boundary() {}

  static CfnManagedPolicy create(Construct scope, LakeNames names) {
    String ours = names.prefix() + "-*";
    return CfnManagedPolicy.Builder.create(scope, "BoundaryPolicy")
        .managedPolicyName(names.boundary(Aws.REGION))
        .description("The most that roles of " + names.prefix() + " may do")
        .policyDocument(
            TenantPolicies.document(
                allow("Named", named(), bearing(ours)),
                allow("Catalog", List.of("glue:*"), catalog()),
                allow("Deliveries", List.of("s3:Get*", "s3:List*"), List.of(Arns.bucket("*"))),
                allow(
                    "Readers",
                    List.of("sts:AssumeRole"),
                    List.of(
                        // Wherever a tenant's bucket is.
                        Arns.anyAccount("iam", "role" + names.tenantsPath("*") + "*"),
                        Arns.global("iam", "role/" + ours))),
                allow(
                    "Hands", List.of("iam:PassRole"), List.of(Arns.global("iam", "role/" + ours))),
                allow("Forwards", List.of("events:PutEvents"), List.of(ObjectEvents.bus())),
                allow(
                    "Keys",
                    List.of(
                        "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"),
                    List.of("*")),
                allow(
                    "Tenants",
                    List.of(
                        "cloudformation:ContinueUpdateRollback",
                        "cloudformation:*ChangeSet",
                        "cloudformation:*Stack*"),
                    TenantDeployer.stacks(names)),
                // Tenants name the topics that are told of them.
                allow("Notices", List.of("sns:Publish"), List.of(Arns.of("sns", "*"))),
                allow("Watching", watching(), List.of("*")),
                allow("Governance", governance(), List.of("*")),
                object("Sid", "Never", "Effect", "Deny", "Action", never(), "Resource", "*")))
        .build();
  }

  private static List<String> named() {
    return List.of(
        "s3:*",
        "dynamodb:*",
        "sqs:*",
        "states:*",
        "lambda:InvokeFunction",
        "glue:*",
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "logs:AssociateKmsKey");
  }

  private static List<String> bearing(String ours) {
    return List.of(
        Arns.bucket(ours),
        // Assets: jars and scripts, in the bucket that CDK was given.
        Arns.bucket("cdk-*"),
        Arns.of("dynamodb", "table/" + ours),
        Arns.of("sqs", ours),
        Arns.of("states", "*:" + ours),
        Arns.of("lambda", "function:" + ours),
        Arns.of("glue", "job/" + ours),
        Arns.of("logs", "log-group:/aws*"));
  }

  /** Databases begin with a team's name; which team, the role's own policy says. */
  private static List<String> catalog() {
    return List.of(
        Arns.of("glue", "catalog"), Arns.of("glue", "database/*"), Arns.of("glue", "table/*"));
  }

  /** Services whose calls name no resource. */
  private static List<String> watching() {
    return List.of(
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "logs:*LogDelivery*",
        "logs:*ResourcePolic*",
        "logs:DescribeLogGroups");
  }

  private static List<String> governance() {
    return List.of(
        "lakeformation:AddLFTagsToResource",
        "lakeformation:GetDataAccess",
        "lakeformation:*LakeFormationOptIn*",
        "lakeformation:*DataCellsFilter",
        "lakeformation:GetLFTag",
        "lakeformation:UpdateLFTag",
        "lakeformation:GrantPermissions");
  }

  private static List<String> never() {
    return List.of(
        "iam:Add*",
        "iam:Attach*",
        "iam:Create*",
        "iam:Delete*",
        "iam:Detach*",
        "iam:Put*",
        "iam:Set*",
        "iam:Update*",
        "organizations:*",
        "account:*",
        "kms:DisableKey",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "lakeformation:PutDataLakeSettings",
        "s3:DeleteBucket*",
        "s3:PutBucket*",
        "s3:PutEncryptionConfiguration",
        "sqs:DeleteQueue",
        "dynamodb:DeleteTable",
        "states:DeleteStateMachine",
        "lambda:Update*");
  }
}
