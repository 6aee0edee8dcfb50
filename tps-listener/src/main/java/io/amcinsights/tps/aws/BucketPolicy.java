package io.amcinsights.tps.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Whether a bucket's policy lets AMC write. */
final class BucketPolicy {

  /** The account that deliveries through the Amazon Ads API come from. */
  static final String AMAZON_DELIVERY_ACCOUNT = "811639200769";

  private BucketPolicy() {}

  /** Whether both accounts that AMC delivers from may put objects. */
  static boolean admits(String policy, String deliverer) {
    JsonNode statements = Json.read("bucket policy", policy).path("Statement");
    return Stream.of(deliverer, AMAZON_DELIVERY_ACCOUNT)
        .allMatch(account -> elements(statements).anyMatch(it -> admits(it, account)));
  }

  private static boolean admits(JsonNode statement, String account) {
    return statement.path("Effect").asText().equals("Allow")
        && texts(statement.path("Action"))
            .anyMatch(it -> List.of("*", "s3:*", "s3:Put*", "s3:PutObject").contains(it))
        && texts(principals(statement)).anyMatch(it -> names(it, account));
  }

  private static JsonNode principals(JsonNode statement) {
    JsonNode principal = statement.path("Principal");
    return principal.has("AWS") ? principal.path("AWS") : principal;
  }

  private static boolean names(String principal, String account) {
    return principal.equals("*")
        || principal.equals(account)
        || principal.matches("arn:[^:]+:iam::" + account + ":.+");
  }

  private static Stream<String> texts(JsonNode oneOrMany) {
    return elements(oneOrMany).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private static Stream<JsonNode> elements(JsonNode oneOrMany) {
    return oneOrMany.isArray()
        ? StreamSupport.stream(oneOrMany.spliterator(), false)
        : Stream.of(oneOrMany);
  }
}
