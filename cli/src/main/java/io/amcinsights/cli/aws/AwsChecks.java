package io.amcinsights.cli.aws;

import io.amcinsights.cli.doctor.Check;
import io.amcinsights.cli.doctor.Finding;
import io.amcinsights.core.dataset.LakeFormation.Mode;
import io.amcinsights.core.dataset.LakeParameters;
import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What the account has to have. */
public final class AwsChecks {

  private static final String NAME = "account";

  private AwsChecks() {}

  /**
   * All checks of the account that profile and region, or else the environment, choose; a single
   * finding when it cannot be asked.
   *
   * @param parameters what is to be deployed; empty when the datasets file is wrong
   */
  public static List<Check> of(
      @Nullable String profile,
      @Nullable String region,
      LakeNames names,
      Optional<LakeParameters> parameters) {
    Region chosen;
    try {
      chosen = AwsClients.region(profile, region);
    } catch (SdkClientException e) {
      return told(
          Finding.warning(NAME, "no region; AWS is not asked", "--region R, or AWS_REGION"));
    }
    AwsClients clients;
    try {
      clients = AwsClients.of(profile, chosen);
    } catch (SdkException | IllegalStateException | IllegalArgumentException e) {
      // The latter two are profiles that say what this program does not know, as those of SSO.
      return told(Finding.warning(NAME, noCredentials(profile, e), signIn(profile)));
    }
    return of(clients, names, parameters);
  }

  private static String noCredentials(@Nullable String profile, RuntimeException e) {
    String why =
        profile == null
            ? ""
            : " of profile '%s' (%s)".formatted(profile, Asking.line(e.getMessage()));
    return "no credentials" + why + "; AWS is not asked";
  }

  static List<Check> of(AwsClients clients, LakeNames names, Optional<LakeParameters> parameters) {
    try {
      GetCallerIdentityResponse caller = clients.sts().getCallerIdentity();
      var account = new Account(caller.account(), clients.region(), caller.arn());
      return of(clients, account, names, parameters);
    } catch (AwsServiceException e) {
      return told(
          Finding.problem(NAME, "AWS refuses the credentials, " + Asking.words(e), signIn(null)));
    } catch (SdkClientException e) {
      return told(
          Finding.warning(
              NAME,
              "AWS does not answer in %s (%s)"
                  .formatted(clients.region(), Asking.line(e.getMessage())),
              "check network and region, then: lake doctor"));
    }
  }

  private static List<Check> of(
      AwsClients clients, Account account, LakeNames names, Optional<LakeParameters> parameters) {
    var checks = new ArrayList<Check>();
    String found = "%s in %s, as %s".formatted(account.id(), account.region(), account.caller());
    checks.add(new Told(Finding.ok(NAME, found)));
    checks.add(new BootstrapCheck(clients.ssm(), account));
    parameters.ifPresent(
        it -> {
          if (it.lakeFormation().mode() != Mode.IAM) {
            checks.add(
                new LakeFormationCheck(
                    clients.lakeFormation(), account, it.lakeFormation().mode()));
          }
          checks.addAll(Quotas.checks(clients.quotas(), account, it));
        });
    checks.add(new BucketsCheck(clients.s3(), clients.cloudFormation(), account, names));
    checks.add(new StacksCheck(clients.cloudFormation(), names));
    return List.copyOf(checks);
  }

  private static List<Check> told(Finding finding) {
    return List.of(new Told(finding));
  }

  private static String signIn(@Nullable String profile) {
    String option = profile == null ? "" : " --profile " + profile;
    return "sign in (aws sso login%s, then: ".formatted(option)
        + "eval \"$(aws configure export-credentials%s --format env)\"".formatted(option)
        + " and no --profile), or name a --profile that holds keys; without AWS: lake doctor --local";
  }
}
