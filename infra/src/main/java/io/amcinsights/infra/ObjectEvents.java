package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.events.CfnRule;

/** Native S3 events, the same for the raw bucket and for tenants' buckets, and where they go. */
final class ObjectEvents {

  /** EventBridge's longest, and its default: said here so that nobody shortens it by accident. */
  private static final int MAX_AGE_SECONDS = 24 * 60 * 60;

  private static final int MAX_RETRIES = 185;

  /** Who passes events on. */
  static final String SERVICE = "events.amazonaws.com";

  private static final String BUS = "event-bus/default";

  private ObjectEvents() {}

  /** Objects created in or deleted from one bucket of an account. */
  static Map<String, Object> pattern(String account, String bucket) {
    return pattern(account, List.of(bucket));
  }

  /**
   * Objects created in or deleted from buckets of an account.
   *
   * @param account a bus takes events of accounts that may send some, and those tell of their own
   *     buckets only
   */
  static Map<String, Object> pattern(String account, List<String> buckets) {
    TreeMap<String, Object> name = new TreeMap<>();
    name.put("name", buckets);
    TreeMap<String, Object> detail = new TreeMap<>();
    detail.put("bucket", name);
    TreeMap<String, Object> pattern = new TreeMap<>();
    pattern.put("source", List.of("aws.s3"));
    pattern.put("detail-type", List.of("Object Created", "Object Deleted"));
    pattern.put("account", List.of(account));
    pattern.put("detail", detail);
    return pattern;
  }

  /** The rule of one tenant, wherever it is. */
  static CfnRule tenantRule(
      TextTemplate template, Tenant tenant, String account, CfnRule.TargetProperty target) {
    return CfnRule.Builder.create(template, "Rule")
        .name(template.names().tenant(tenant.id()))
        .description("Objects of tenant " + tenant.id() + " ring for routing")
        .eventPattern(pattern(account, tenant.bucket()))
        .targets(List.of(target))
        .build();
  }

  /**
   * The ingest queue of the stack's region. By name, not by import: an import would tie the
   * foundation to its oldest tenant.
   */
  static CfnRule.TargetProperty ring(LakeNames names) {
    return target(
        "Ingest",
        Arns.of("sqs", names.ingestQueue()),
        Arns.of("sqs", LakeNames.deadLetters(names.ingestQueue())));
  }

  /** A queue that gets the whole event, tried for a day, then parked. */
  static CfnRule.TargetProperty target(String id, String queueArn, String deadLetterArn) {
    return CfnRule.TargetProperty.builder()
        .id(id)
        .arn(queueArn)
        .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder().arn(deadLetterArn).build())
        .retryPolicy(forADay())
        .build();
  }

  /**
   * The bus of another region or account, tried for a day. Nothing is parked there, where nobody
   * would look: what got lost is found when the bucket is compared with the catalog.
   */
  static CfnRule.TargetProperty forward(String bus, String role) {
    return CfnRule.TargetProperty.builder()
        .id("Home")
        .arn(bus)
        .roleArn(role)
        .retryPolicy(forADay())
        .build();
  }

  private static CfnRule.RetryPolicyProperty forADay() {
    return CfnRule.RetryPolicyProperty.builder()
        .maximumEventAgeInSeconds(MAX_AGE_SECONDS)
        .maximumRetryAttempts(MAX_RETRIES)
        .build();
  }

  /** The bus that events of AWS are on, of the stack's own region. */
  static String bus() {
    return bus(Aws.REGION, Aws.ACCOUNT_ID);
  }

  /** The bus of a region of an account. */
  static String bus(String region, String account) {
    return Arns.in(region, account, "events", BUS);
  }

  /** The role that events of other regions of the account are sent to the home bus with. */
  static String forwarder(LakeNames names, String homeRegion) {
    return Arns.global("iam", "role/" + names.forwarder(homeRegion));
  }
}
