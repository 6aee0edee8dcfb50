package io.amcinsights.tps;

import io.amcinsights.core.tenant.Tenant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Who hears of a tenant, and what.
 *
 * @param topic ARN of the installation's topic
 */
record Notices(String topic) {

  /** SNS's limit for a subject. */
  private static final int LONGEST_SUBJECT = 100;

  List<Answer.Notice> of(Tenant tenant) {
    String subject = "Tenant %s is %s".formatted(tenant.customerId(), tenant.status());
    String reason = tenant.reason();
    String message = reason == null ? subject : subject + ":\n" + reason;
    return Stream.of(topic, tenant.settings().notifyTopicArn())
        .filter(Objects::nonNull)
        .map(it -> new Answer.Notice(it, shortened(subject), message))
        .toList();
  }

  private static String shortened(String subject) {
    return subject.substring(0, Math.min(LONGEST_SUBJECT, subject.length()));
  }
}
