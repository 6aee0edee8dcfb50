package io.amcinsights.cli.aws;

import io.amcinsights.cli.doctor.Check;
import io.amcinsights.core.dataset.LakeParameters;
import java.util.List;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;

/** What a lake takes of what an account may have. */
final class Quotas {

  /** Concurrent executions that the installation reserves. */
  private static final int RESERVED = 1;

  /** Concurrent executions that a pipeline reserves. */
  private static final int RESERVED_BY_PIPELINE = 32;

  /** What Lambda keeps back for functions that reserve nothing. */
  private static final int UNRESERVED = 100;

  private static final int RULES = 5;
  private static final int RULES_OF_PIPELINE = 2;

  /** Each tenant has a rule: with room for fewer, the lake is soon full. */
  private static final int TENANTS = 20;

  private Quotas() {}

  static List<Check> checks(
      ServiceQuotasClient client, Account account, LakeParameters parameters) {
    int pipelines = parameters.pipelines().size();
    int executions = RESERVED + pipelines * RESERVED_BY_PIPELINE;
    int rules = RULES + pipelines * RULES_OF_PIPELINE + parameters.datasets().size();
    return List.of(
        new QuotaCheck(
            client,
            account,
            new QuotaCheck.Quota("Lambda quota", "lambda", "L-B99A9384", "concurrent executions"),
            executions + UNRESERVED,
            0,
            "the lake reserves %d and %d have to stay unreserved"
                .formatted(executions, UNRESERVED)),
        new QuotaCheck(
            client,
            account,
            new QuotaCheck.Quota("rules quota", "events", "L-244521F2", "rules of a bus"),
            rules,
            TENANTS,
            "the lake takes %d and one for each tenant".formatted(rules)));
  }
}
