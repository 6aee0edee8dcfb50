package io.amcinsights.cli.aws;

import io.amcinsights.cli.doctor.Check;
import io.amcinsights.cli.doctor.Finding;
import java.util.List;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;

/**
 * Whether the account may have as much as the lake takes.
 *
 * @param need with less, deploying fails
 * @param room what should be left
 * @param use what the lake does with it, in words
 */
record QuotaCheck(
    ServiceQuotasClient client, Account account, Quota quota, int need, int room, String use)
    implements Check {

  /** Which quota, and of what. */
  record Quota(String check, String service, String code, String what) {}

  @Override
  public String name() {
    return quota.check();
  }

  @Override
  public List<Finding> run() {
    long has = Math.round(Asking.of("servicequotas:GetServiceQuota", this::value));
    String found =
        "%d %s; %s, beside what others in the account take".formatted(has, quota.what(), use);
    if (has < need) {
      return List.of(Finding.problem(name(), found, remedy()));
    }
    return List.of(
        has < need + room ? Finding.warning(name(), found, remedy()) : Finding.ok(name(), found));
  }

  /** What was never raised has no value of the account. */
  private double value() {
    try {
      return client
          .getServiceQuota(it -> it.serviceCode(quota.service()).quotaCode(quota.code()))
          .quota()
          .value();
    } catch (NoSuchResourceException e) {
      return Asking.of(
          "servicequotas:GetAWSDefaultServiceQuota",
          () ->
              client
                  .getAWSDefaultServiceQuota(
                      it -> it.serviceCode(quota.service()).quotaCode(quota.code()))
                  .quota()
                  .value());
    }
  }

  private String remedy() {
    return "aws service-quotas request-service-quota-increase --service-code %s --quota-code %s"
            .formatted(quota.service(), quota.code())
        + " --desired-value %d --region %s"
            .formatted(need + Math.max(room, need), account.region());
  }
}
