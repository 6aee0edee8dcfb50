package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.CfnManagedPolicy;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;

/**
 * The function that adds to notifications and policies of adopted buckets, in installations that
 * want one. Buckets have any names, so nothing else may do what it does, and it does nothing else:
 * no role of the installation's boundary changes a bucket, hence this one has a boundary of its
 * own, which leaves the lake's own zones out.
 */
final class MergeFunction {

  private static final Duration TIMEOUT = Duration.seconds(60);

  private MergeFunction() {}

  static LakeFunction create(TpsStack scope, FoundationStack foundation) {
    LakeNames names = foundation.names();
    LakeFunction function =
        new LakeFunction(
                scope,
                "Merge",
                foundation,
                LakeFunction.Spec.of(
                    names,
                    "merge-bucket-settings",
                    LambdaJar.TPS,
                    "io.amcinsights.tps.MergeSettingsHandler",
                    512,
                    TIMEOUT))
            .allow(Allow.actions(settings().toArray(String[]::new)).on(Arns.bucket("*")));
    String boundary = names.mergeBoundary(Aws.REGION);
    CfnManagedPolicy policy =
        CfnManagedPolicy.Builder.create(scope, "MergePolicy")
            .managedPolicyName(boundary)
            .description("The most that may be done to adopted buckets of " + names.prefix())
            .policyDocument(
                TenantPolicies.document(
                    TenantPolicies.allow("Settings", settings(), List.of(Arns.bucket("*"))),
                    TenantPolicies.notTheLakesOwn(names),
                    TenantPolicies.allow(
                        "Logs",
                        List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                        List.of(
                            Arns.of(
                                "logs",
                                "log-group:"
                                    + LakeNames.functionLogs(function.spec().name())
                                    + ":*"))),
                    TenantPolicies.allow(
                        "Traces",
                        List.of("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
                        List.of("*"))))
            .build();
    function.role().getNode().addDependency(policy);
    PermissionsBoundary.of(function.role())
        .apply(
            ManagedPolicy.fromManagedPolicyArn(
                scope, "MergeBoundary", Arns.global("iam", "policy/" + boundary)));
    return function;
  }

  private static List<String> settings() {
    return List.of(
        "s3:GetBucketNotification",
        "s3:GetBucketPolicy",
        "s3:PutBucketNotification",
        "s3:PutBucketPolicy");
  }
}
