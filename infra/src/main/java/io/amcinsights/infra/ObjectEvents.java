package io.amcinsights.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.events.CfnRule;

/** Native S3 events, the same for the raw bucket and for tenants' buckets. */
final class ObjectEvents {

  /** EventBridge's longest, and its default: said here so that nobody shortens it by accident. */
  private static final int MAX_AGE_SECONDS = 24 * 60 * 60;

  private static final int MAX_RETRIES = 185;

  private ObjectEvents() {}

  /** Objects created in or deleted from one bucket. */
  static Map<String, Object> pattern(String bucket) {
    TreeMap<String, Object> name = new TreeMap<>();
    name.put("name", List.of(bucket));
    TreeMap<String, Object> detail = new TreeMap<>();
    detail.put("bucket", name);
    TreeMap<String, Object> pattern = new TreeMap<>();
    pattern.put("source", List.of("aws.s3"));
    pattern.put("detail-type", List.of("Object Created", "Object Deleted"));
    pattern.put("detail", detail);
    return pattern;
  }

  /** A queue that gets the whole event, tried for a day, then parked. */
  static CfnRule.TargetProperty target(String id, String queueArn, String deadLetterArn) {
    return CfnRule.TargetProperty.builder()
        .id(id)
        .arn(queueArn)
        .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder().arn(deadLetterArn).build())
        .retryPolicy(
            CfnRule.RetryPolicyProperty.builder()
                .maximumEventAgeInSeconds(MAX_AGE_SECONDS)
                .maximumRetryAttempts(MAX_RETRIES)
                .build())
        .build();
  }
}
