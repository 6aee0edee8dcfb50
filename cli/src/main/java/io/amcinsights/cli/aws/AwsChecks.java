package io.amcinsights.cli.aws;

import io.amcinsights.cli.doctor.Check;
import io.amcinsights.cli.doctor.Finding;
import io.amcinsights.cli.doctor.Unanswered;
import io.amcinsights.core.dataset.LakeFormation.Mode;
import io.amcinsights.core.dataset.LakeParameters;
import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** What the account has to have. */
public final class AwsChecks {

  private static final String NAME = "account";
  private static final String LOCALLY = "; without AWS: lake doctor --local";

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
    try {
      return of(AwsClients.of(AwsAccess.of(profile, region)), names, parameters);
    } catch (Unanswered e) {
      return told(
          Finding.warning(NAME, e.getMessage() + "; AWS is not asked", e.remedy() + LOCALLY));
    }
  }

  static List<Check> of(AwsClients clients, LakeNames names, Optional<LakeParameters> parameters) {
    try {
      GetCallerIdentityResponse caller = clients.sts().getCallerIdentity();
      var account = new Account(caller.account(), clients.region(), caller.arn());
      return of(clients, account, names, parameters);
    } catch (AwsServiceException e) {
      return told(
          Finding.problem(
              NAME,
              "AWS refuses the credentials, " + Asking.words(e),
              AwsAccess.signIn(null) + LOCALLY));
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
}
