package io.amcinsights.core.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.Map;
import java.util.TreeMap;

/** The format of an {@link ExecutionRequest}, with AMC's names of fields. */
public final class ExecutionRequestJson {

  private static final String VALUES = "parameterValues";

  private ExecutionRequestJson() {}

  public static ExecutionRequest read(JsonNode node) {
    Map<String, String> values = new TreeMap<>();
    node.path(VALUES).properties().forEach(it -> values.put(it.getKey(), it.getValue().asText()));
    return new ExecutionRequest(
        values,
        Json.find(node, "timeWindowType").orElse(null),
        Json.find(node, "timeWindowStart").orElse(null),
        Json.find(node, "timeWindowEnd").orElse(null),
        Json.find(node, "timeWindowTimeZone").orElse(null),
        node.path("ignoreDataGaps").asBoolean());
  }

  /** What AMC is sent, but for the workflow's id; fields that are null are left out. */
  public static ObjectNode write(ExecutionRequest it) {
    ObjectNode node = Json.object();
    if (!it.parameterValues().isEmpty()) {
      Json.putTexts(node, VALUES, it.parameterValues());
    }
    Json.putIfPresent(node, "timeWindowType", it.timeWindowType());
    Json.putIfPresent(node, "timeWindowStart", it.timeWindowStart());
    Json.putIfPresent(node, "timeWindowEnd", it.timeWindowEnd());
    Json.putIfPresent(node, "timeWindowTimeZone", it.timeWindowTimeZone());
    if (it.ignoreDataGaps()) {
      node.put("ignoreDataGaps", true);
    }
    return node;
  }
}
