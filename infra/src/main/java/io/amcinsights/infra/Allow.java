package io.amcinsights.infra;

import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Reads as a sentence: {@code Allow.actions("sqs:SendMessage").on(queueArn)}. */
record Allow(List<String> actions) {

  static Allow actions(String... actions) {
    return new Allow(List.of(actions));
  }

  PolicyStatement on(String... resources) {
    return on(List.of(resources));
  }

  PolicyStatement on(List<String> resources) {
    return PolicyStatement.Builder.create().actions(actions).resources(resources).build();
  }
}
