package io.amcinsights.core.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.DeliveryRefJson;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.message.LoadResult.Outcome;

/** The format of {@link LoadResult}; fields that are null are left out. */
public final class LoadResultJson {

  private static final String WHAT = "Load result";
  private static final int VERSION = 1;

  private LoadResultJson() {}

  public static LoadResult read(String text) {
    JsonNode node = Json.read(WHAT, text);
    Json.expectVersion(WHAT, node, VERSION);
    return new LoadResult(
        Json.text(node, "commitId"),
        node.hasNonNull("snapshot") ? Json.number(node, "snapshot") : null,
        Json.list(node, "outcomes", LoadResultJson::outcome),
        Json.find(node, "maintenance").orElse(null));
  }

  private static Outcome outcome(JsonNode node) {
    return new Outcome(
        DeliveryRefJson.read(node),
        Json.integer(node, "attempt"),
        Json.constant(node, "state", DeliveryState.class),
        Json.find(node, "reason").orElse(null),
        Json.number(node, "rows"),
        Json.find(node, "contentHash").orElse(null));
  }

  public static String write(LoadResult result) {
    ObjectNode node = Json.versioned(VERSION).put("commitId", result.commitId());
    Json.putIfPresent(node, "snapshot", result.snapshot());
    ArrayNode outcomes = node.putArray("outcomes");
    result.outcomes().forEach(outcome -> write(outcomes.addObject(), outcome));
    Json.putIfPresent(node, "maintenance", result.maintenance());
    return Json.write(node);
  }

  private static void write(ObjectNode node, Outcome outcome) {
    DeliveryRefJson.write(node, outcome.delivery())
        .put("attempt", outcome.attempt())
        .put("state", outcome.state().name());
    Json.putIfPresent(node, "reason", outcome.reason());
    node.put("rows", outcome.rows());
    Json.putIfPresent(node, "contentHash", outcome.contentHash());
  }
}
