package io.amcinsights.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.cli.doctor.Doctor;
import io.amcinsights.cli.doctor.Finding;
import io.amcinsights.cli.doctor.Finding.Status;
import io.amcinsights.core.dataset.DatasetParameters;
import io.amcinsights.core.dataset.LakeParameters;
import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.GetDataLakeSettingsRequest;
import software.amazon.awssdk.services.lakeformation.model.GetDataLakeSettingsResponse;
import software.amazon.awssdk.services.lakeformation.model.LakeFormationException;
import software.amazon.awssdk.services.lakeformation.model.PrincipalPermissions;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.servicequotas.model.GetAwsDefaultServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetAwsDefaultServiceQuotaResponse;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaResponse;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.StsException;

class AwsChecksTest {

  private static final String DEPLOYER =
      "arn:aws:iam::111122223333:role/cdk-hnb659fds-cfn-exec-role-111122223333-eu-west-1";

  private static final String RAW = "amclake-dev-raw-111122223333-eu-west-1";

  private static final Tag INSTALLATION = Tag.builder().key("lake:installation").value("x").build();

  private final FakeAccount account = new FakeAccount();
  private String mode = "hybrid";

  @Test
  void anEmptyBootstrappedAccountHasNoProblems() {
    mode = "lake-formation";

    assertThat(examine())
        .allSatisfy(it -> assertThat(it.status()).as(it.toString()).isEqualTo(Status.OK))
        .extracting(Finding::check)
        .containsExactly(
            "account",
            "bootstrap",
            "Lake Formation",
            "Lake Formation",
            "Lambda quota",
            "rules quota",
            "buckets",
            "stacks");
  }

  @Test
  void saysWhichAccountAndRegionWouldBeDeployedTo() {
    assertThat(finding("account"))
        .isEqualTo(
            Finding.ok(
                "account",
                "111122223333 in eu-west-1, as arn:aws:sts::111122223333:assumed-role/dev/me"));
  }

  @Test
  void refusedCredentialsAreTheOnlyFinding() {
    account.answer(
        GetCallerIdentityRequest.class,
        it -> {
          throw FakeAccount.error(
              StsException.builder(), 403, "ExpiredToken", "The security token is expired");
        });

    assertThat(examine()).hasSize(1);
    assertThat(finding("account").status()).isEqualTo(Status.PROBLEM);
    assertThat(finding("account").found()).contains("ExpiredToken");
    assertThat(finding("account").remedy()).contains("aws sso login");
  }

  @Test
  void withoutCredentialsThereIsOneWarningAndItsRemedy() {
    List<Finding> findings =
        Doctor.examine(
            AwsChecks.of("no-such-profile-here", "eu-west-1", LakeNames.DEFAULT, Optional.empty()),
            it -> {});

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).status()).isEqualTo(Status.WARNING);
    assertThat(findings.get(0).found())
        .startsWith("no credentials of profile 'no-such-profile-here' (")
        .endsWith("); AWS is not asked");
    assertThat(findings.get(0).remedy())
        .contains("aws sso login --profile no-such-profile-here", "lake doctor --local");
  }

  @Test
  void anAccountThatIsNotBootstrappedIsAProblemWithTheCommand() {
    account.answer(
        GetParameterRequest.class,
        it -> {
          throw ParameterNotFoundException.builder().statusCode(400).build();
        });

    assertThat(finding("bootstrap"))
        .isEqualTo(
            Finding.problem(
                "bootstrap",
                "CDK is not bootstrapped here",
                "cd infra && npx cdk bootstrap aws://111122223333/eu-west-1"));
  }

  @ParameterizedTest
  @CsvSource({"5, PROBLEM", "6, OK", "27, OK"})
  void aBootstrapHasToBeNewEnough(String version, Status status) {
    account.answer(GetParameterRequest.class, it -> FakeAccount.bootstrapped(version));

    assertThat(finding("bootstrap").status()).isEqualTo(status);
  }

  @Test
  void aMissingPermissionIsNamedAndTheOtherChecksGoOn() {
    account.answer(
        GetParameterRequest.class,
        it -> {
          throw FakeAccount.error(
              SsmException.builder(), 400, "AccessDeniedException", "User: me\nis not authorized");
        });

    assertThat(finding("bootstrap"))
        .isEqualTo(
            Finding.warning(
                "bootstrap",
                "not known: AWS answered AccessDeniedException: User: me is not authorized",
                "let your role do ssm:GetParameter"));
    assertThat(finding("stacks").status()).isEqualTo(Status.OK);
  }

  @Test
  void throttlingIsAWarningToTryAgain() {
    account.answer(
        GetDataLakeSettingsRequest.class,
        it -> {
          throw FakeAccount.error(
              LakeFormationException.builder(), 400, "ThrottlingException", "Rate exceeded");
        });

    assertThat(finding("Lake Formation").status()).isEqualTo(Status.WARNING);
    assertThat(finding("Lake Formation").remedy())
        .contains("wait a minute", "lakeformation:GetDataLakeSettings");
  }

  @Test
  void saysWhoAdministersLakeFormationAndWhoIsAdded() {
    settings(false, "arn:aws:iam::111122223333:role/boss");

    assertThat(finding("Lake Formation").found())
        .isEqualTo(
            "administrators: arn:aws:iam::111122223333:role/boss; deploying adds "
                + DEPLOYER
                + " and removes nobody");
  }

  @Test
  void saysWhenTheDeployingRoleIsAnAdministratorAlready() {
    settings(false, DEPLOYER);

    assertThat(finding("Lake Formation").found())
        .contains("deploying has its role there already and removes nobody");
  }

  @ParameterizedTest
  @CsvSource({
    "hybrid, true, OK",
    "hybrid, false, WARNING",
    "lake-formation, true, WARNING",
    "lake-formation, false, OK"
  })
  void whatDefaultPermissionsMeanDependsOnTheMode(String mode, boolean open, Status status) {
    this.mode = mode;
    settings(open);

    Finding defaults = findings("Lake Formation").get(1);

    assertThat(defaults.status()).isEqualTo(status);
    assertThat(defaults.found()).contains("mode " + mode);
  }

  @Test
  void lakeFormationIsNotAskedInModeIam() {
    mode = "iam";

    assertThat(findings("Lake Formation")).isEmpty();
  }

  @Test
  void anAccountWithFewConcurrentExecutionsIsAProblemWithTheCommandThatAsksForMore() {
    quota(10);

    assertThat(finding("Lambda quota"))
        .isEqualTo(
            Finding.problem(
                "Lambda quota",
                "10 concurrent executions; the lake reserves 33 and 100 have to stay unreserved,"
                    + " beside what others in the account take",
                "aws service-quotas request-service-quota-increase --service-code lambda"
                    + " --quota-code L-B99A9384 --desired-value 266 --region eu-west-1"));
  }

  @ParameterizedTest
  @CsvSource({"7, PROBLEM", "8, WARNING", "28, OK"})
  void rulesHaveToBeThereForTheLakeAndShouldForTenants(int has, Status status) {
    quota(has);

    assertThat(finding("rules quota").status()).isEqualTo(status);
  }

  @Test
  void aQuotaThatWasNeverRaisedIsTheDefaultOfAws() {
    account.answer(
        GetServiceQuotaRequest.class,
        it -> {
          throw NoSuchResourceException.builder().statusCode(400).build();
        });
    account.answer(
        GetAwsDefaultServiceQuotaRequest.class,
        it ->
            GetAwsDefaultServiceQuotaResponse.builder().quota(quota -> quota.value(777.0)).build());

    assertThat(finding("Lambda quota").found()).startsWith("777 concurrent executions");
  }

  @Test
  void aBucketOfSomebodyElseIsAProblem() {
    raw(
        () -> {
          throw S3Exception.builder().statusCode(403).build();
        });

    List<Finding> buckets = findings("buckets");
    assertThat(buckets.get(0))
        .isEqualTo(Finding.ok("buckets", "names are free of: stage, analytics, athena, logs"));
    assertThat(buckets.get(1).status()).isEqualTo(Status.PROBLEM);
    assertThat(buckets.get(1).found()).contains(RAW, "somebody else's");
  }

  @Test
  void aBucketInAnotherRegionIsAProblem() {
    raw(
        () -> {
          throw S3Exception.builder().statusCode(301).build();
        });

    assertThat(findings("buckets").get(1).found()).contains("another region");
  }

  @Test
  void aBucketThatAnEarlierInstallationLeftIsAWarning() {
    raw(() -> HeadBucketResponse.builder().build());

    Finding kept = findings("buckets").get(1);
    assertThat(kept.status()).isEqualTo(Status.WARNING);
    assertThat(kept.found()).contains(RAW, "of no stack");
    assertThat(kept.remedy()).contains("--import-existing-resources");
  }

  @Test
  void aBucketOfADeployedStackIsInOrder() {
    raw(() -> HeadBucketResponse.builder().build());
    account.answer(
        DescribeStackResourcesRequest.class,
        it ->
            DescribeStackResourcesResponse.builder()
                .stackResources(StackResource.builder().stackName("amclake-dev-foundation").build())
                .build());

    assertThat(findings("buckets")).contains(Finding.ok("buckets", "deployed: raw"));
  }

  @Test
  void bucketsAreOnlyOursWhenTheAccountOwnsThem() {
    account.answer(
        HeadBucketRequest.class,
        it -> {
          assertThat(it.expectedBucketOwner()).isEqualTo(FakeAccount.ID);
          return HeadBucketResponse.builder().build();
        });

    assertThat(findings("buckets")).hasSize(5);
  }

  @Test
  void otherInstallationsAreNamedAndOthersStacksAreNot() {
    stacks(
        stack("amclake-prod-foundation", "CREATE_FAILED", true),
        stack("second-dev-foundation", "CREATE_COMPLETE", true),
        stack("network-foundation", "CREATE_COMPLETE", false));

    assertThat(findings("stacks"))
        .containsExactly(
            Finding.ok("stacks", "amclake-dev is not deployed yet"),
            Finding.ok("stacks", "other installations beside it: amclake-prod, second-dev"));
  }

  @ParameterizedTest
  @CsvSource({
    "ROLLBACK_COMPLETE, PROBLEM, delete-stack",
    "CREATE_FAILED, PROBLEM, delete-stack",
    "DELETE_FAILED, PROBLEM, delete-stack",
    "UPDATE_ROLLBACK_FAILED, PROBLEM, continue-update-rollback",
    "UPDATE_FAILED, PROBLEM, rollback-stack",
    "UPDATE_IN_PROGRESS, WARNING, wait"
  })
  void stacksThatCannotBeUpdatedSayHowTheyCan(String state, Status status, String remedy) {
    stacks(stack("amclake-dev-ingest", state, true));

    Finding found = findings("stacks").get(1);
    assertThat(found.status()).isEqualTo(status);
    assertThat(found.found()).isEqualTo("amclake-dev-ingest is " + state);
    assertThat(found.remedy()).contains(remedy);
  }

  @ParameterizedTest
  @CsvSource({"CREATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS"})
  void stacksThatCanBeUpdatedAreInOrder(String state) {
    stacks(stack("amclake-dev-ingest", state, true));

    assertThat(findings("stacks"))
        .containsExactly(Finding.ok("stacks", "amclake-dev has 1 stacks"));
  }

  @Test
  void aProtectedStackIsUnprotectedBeforeItIsDeleted() {
    Stack foundation = stack("amclake-dev-foundation", "ROLLBACK_COMPLETE", true);
    stacks(foundation.toBuilder().enableTerminationProtection(true).build());

    assertThat(findings("stacks").get(1).remedy())
        .contains("--no-enable-termination-protection --stack-name amclake-dev-foundation && aws");
  }

  @Test
  void stacksOnLaterPagesCountToo() {
    account.answer(
        DescribeStacksRequest.class,
        it ->
            it.nextToken() == null
                ? DescribeStacksResponse.builder().nextToken("more").build()
                : DescribeStacksResponse.builder()
                    .stacks(stack("amclake-dev-ingest", "CREATE_COMPLETE", true))
                    .build());

    assertThat(finding("stacks").found()).isEqualTo("amclake-dev has 1 stacks");
  }

  private void settings(boolean open, String... administrators) {
    List<PrincipalPermissions> defaults =
        open
            ? List.of(
                PrincipalPermissions.builder()
                    .principal(it -> it.dataLakePrincipalIdentifier("IAM_ALLOWED_PRINCIPALS"))
                    .build())
            : List.of();
    List<DataLakePrincipal> admins =
        List.of(administrators).stream()
            .map(it -> DataLakePrincipal.builder().dataLakePrincipalIdentifier(it).build())
            .toList();
    account.answer(
        GetDataLakeSettingsRequest.class,
        request ->
            GetDataLakeSettingsResponse.builder()
                .dataLakeSettings(
                    it ->
                        it.dataLakeAdmins(admins)
                            .createDatabaseDefaultPermissions(defaults)
                            .createTableDefaultPermissions(defaults))
                .build());
  }

  private void quota(double value) {
    account.answer(
        GetServiceQuotaRequest.class,
        it -> GetServiceQuotaResponse.builder().quota(quota -> quota.value(value)).build());
  }

  /** The raw bucket answers so; the others are free. */
  private void raw(Supplier<HeadBucketResponse> answer) {
    account.answer(
        HeadBucketRequest.class,
        it -> {
          if (it.bucket().equals(RAW)) {
            return answer.get();
          }
          throw S3Exception.builder().statusCode(404).build();
        });
  }

  private void stacks(Stack... stacks) {
    account.answer(
        DescribeStacksRequest.class, it -> DescribeStacksResponse.builder().stacks(stacks).build());
  }

  private static Stack stack(String name, String status, boolean lake) {
    Stack.Builder stack = Stack.builder().stackName(name).stackStatus(status);
    return lake ? stack.tags(INSTALLATION).build() : stack.build();
  }

  private Finding finding(String check) {
    return findings(check).get(0);
  }

  private List<Finding> findings(String check) {
    return examine().stream().filter(it -> it.check().equals(check)).toList();
  }

  private List<Finding> examine() {
    String file =
        """
        {"pipelines": [{"team": "shop", "pipeline": "ads"}],
         "datasets": [{"team": "shop", "pipeline": "ads", "dataset": "clicks"}],
         "lakeFormation": {"mode": "%s"}}
        """
            .formatted(mode);
    LakeParameters parameters = DatasetParameters.parse("datasets.json", file);
    return Doctor.examine(
        AwsChecks.of(account.clients(), LakeNames.DEFAULT, Optional.of(parameters)), it -> {});
  }
}
