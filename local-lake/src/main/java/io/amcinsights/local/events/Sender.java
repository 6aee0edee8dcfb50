package io.amcinsights.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.util.Map;
import java.util.Set;

/**
 * A rule that sends an event on to another bus.
 *
 * @param roleArn with which it sends
 */
record Sender(String account, String ruleArn, String roleArn) {

  /** What conditions of policies may ask for. */
  static final Set<String> KEYS =
      Set.of(
          "aws:PrincipalAccount",
          "aws:PrincipalArn",
          "aws:SourceAccount",
          "aws:SourceArn",
          "events:source",
          "events:detail-type");

  Map<String, String> context(String event) {
    JsonNode sent = Json.read("event", event);
    return Map.of(
        "aws:PrincipalAccount", account,
        "aws:PrincipalArn", roleArn,
        "aws:SourceAccount", account,
        "aws:SourceArn", ruleArn,
        "events:source", sent.path("source").asText(),
        "events:detail-type", sent.path("detail-type").asText());
  }
}
