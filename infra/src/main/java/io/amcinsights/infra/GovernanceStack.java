package io.amcinsights.infra;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.LakeFormation;
import io.amcinsights.core.dataset.LakeFormation.Mode;
import io.amcinsights.core.dataset.LakeParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.athena.CfnWorkGroup;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lakeformation.CfnDataLakeSettings;
import software.amazon.awscdk.services.lakeformation.CfnTag;
import software.constructs.Construct;

/**
 * Who may read, decided once for an installation: the workgroup that queries run in, and what Lake
 * Formation has to know before any dataset is registered.
 *
 * <p>Nothing here changes what anybody else in the account may do: administrators are added to
 * those there are, defaults are not touched, and tags have the installation's name.
 */
final class GovernanceStack extends LakeStack {

  private static final Duration OPT_IN_TIMEOUT = Duration.seconds(60);

  private final FoundationStack foundation;
  private final LakeParameters parameters;
  private final Mode mode;
  private final @Nullable Role access;
  private final @Nullable LakeFunction optIn;

  GovernanceStack(Construct scope, FoundationStack foundation, LakeParameters parameters) {
    super(
        scope,
        foundation.names(),
        foundation.names().stack("governance"),
        "who may read",
        "governance",
        Kind.STATELESS);
    this.foundation = foundation;
    this.parameters = parameters;
    mode = parameters.lakeFormation().mode();
    workgroup();
    // Crawlers of all datasets share one.
    GlueSeals.create(this, "Crawlers", names().crawlers(), foundation);
    boolean governed = mode != Mode.IAM;
    access = governed ? access() : null;
    optIn = mode == Mode.HYBRID && !readers().isEmpty() ? optIn() : null;
    if (governed) {
      tags(settings());
    }
  }

  List<LakeFormation.Reader> readers() {
    return parameters.lakeFormation().readers();
  }

  /** The only way results are written is sealed, in the lake's bucket, and within the limit. */
  private void workgroup() {
    CfnWorkGroup.Builder.create(this, "Workgroup")
        .name(names().workgroup())
        .description("Queries of " + names().prefix())
        .recursiveDeleteOption(false)
        .workGroupConfiguration(
            CfnWorkGroup.WorkGroupConfigurationProperty.builder()
                .enforceWorkGroupConfiguration(true)
                .publishCloudWatchMetricsEnabled(true)
                .requesterPaysEnabled(false)
                .bytesScannedCutoffPerQuery(parameters.operations().athenaCutoffBytes())
                .engineVersion(
                    CfnWorkGroup.EngineVersionProperty.builder()
                        .selectedEngineVersion("Athena engine version 3")
                        .build())
                .resultConfiguration(
                    CfnWorkGroup.ResultConfigurationProperty.builder()
                        .outputLocation(
                            "s3://" + foundation.zones().athena().getBucketName() + "/results/")
                        .expectedBucketOwner(Aws.ACCOUNT_ID)
                        .encryptionConfiguration(
                            CfnWorkGroup.EncryptionConfigurationProperty.builder()
                                .encryptionOption("SSE_KMS")
                                .kmsKey(foundation.zones().key().getKeyArn())
                                .build())
                        .build())
                .build())
        .build();
  }

  /** With this role Lake Formation reads and writes for those it lets in. */
  private Role access() {
    Role role =
        Role.Builder.create(this, "DataAccess")
            .description("Lake Formation, for readers of " + names().prefix())
            .assumedBy(new ServicePrincipal("lakeformation.amazonaws.com"))
            .build();
    for (PolicyStatement statement :
        List.of(
            Allow.actions("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
                .on(ZoneBuckets.objects(foundation.zones().analytics(), "*")),
            ZoneBuckets.list(foundation.zones().analytics()),
            foundation.zones().seal())) {
      role.addToPolicy(statement);
    }
    return role;
  }

  /** Only an administrator may opt somebody in; all this one may call is that. */
  private LakeFunction optIn() {
    LakeFunction.Spec spec =
        LakeFunction.Spec.of(
            names(),
            "opt-in",
            LambdaJar.ROUTING,
            "io.amcinsights.routing.OptInHandler",
            512,
            OPT_IN_TIMEOUT);
    return new LakeFunction(this, "OptIn", foundation, spec)
        .allow(
            Allow.actions(
                    "lakeformation:CreateLakeFormationOptIn",
                    "lakeformation:DeleteLakeFormationOptIn")
                .on("*"));
  }

  /** Adds to the administrators there are; nothing else of the account's settings is named. */
  private CfnDataLakeSettings settings() {
    List<Object> admins = new ArrayList<>(List.of(principal(deployer())));
    if (optIn != null) {
      admins.add(principal(optIn.role().getRoleArn()));
    }
    return CfnDataLakeSettings.Builder.create(this, "Settings")
        .admins(admins)
        .mutationType("APPEND")
        .build();
  }

  private static CfnDataLakeSettings.DataLakePrincipalProperty principal(String arn) {
    return CfnDataLakeSettings.DataLakePrincipalProperty.builder()
        .dataLakePrincipalIdentifier(arn)
        .build();
  }

  /** The role that CloudFormation deploys with, of an account bootstrapped as usual. */
  private static String deployer() {
    return Arns.global(
        "iam",
        "role/cdk-"
            + DefaultStackSynthesizer.DEFAULT_QUALIFIER
            + "-cfn-exec-role-"
            + Aws.ACCOUNT_ID
            + "-"
            + Aws.REGION);
  }

  private void tags(CfnDataLakeSettings settings) {
    tag(settings, "team", values(Dataset::team));
    tag(settings, "dataset", values(Dataset::dataset));
    // Tenants come when they come; whoever finishes their first load adds them.
    tag(settings, "tenant", List.of("shared"));
  }

  private List<String> values(Function<Dataset, String> of) {
    return parameters.datasets().stream().map(of).distinct().sorted().toList();
  }

  private void tag(CfnDataLakeSettings settings, String dimension, List<String> values) {
    CfnTag.Builder.create(this, "Tag" + dimension)
        .catalogId(Aws.ACCOUNT_ID)
        .tagKey(names().tag(dimension))
        .tagValues(values)
        .build()
        .getNode()
        .addDependency(settings);
  }

  Mode mode() {
    return mode;
  }

  /** Role of registered locations, of which there are none in mode {@code iam}. */
  Role dataAccess() {
    return Objects.requireNonNull(access, "Mode iam registers nothing");
  }

  /** What opts readers in; null when there are none. */
  @Nullable LakeFunction optInFunction() {
    return optIn;
  }
}
