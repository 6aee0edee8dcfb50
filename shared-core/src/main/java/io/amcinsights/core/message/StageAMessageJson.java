package io.amcinsights.core.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.DeliveryRefJson;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.message.StageAMessage.Lane;
import java.util.Map;

/** The format of {@link StageAMessage}. */
public final class StageAMessageJson {

  private static final String WHAT = "Stage A message";
  private static final int VERSION = 1;

  private StageAMessageJson() {}

  public static StageAMessage read(String text) {
    return read(Json.read(WHAT, text));
  }

  public static StageAMessage read(JsonNode node) {
    Json.expectVersion(WHAT, node, VERSION);
    return new StageAMessage(
        Json.text(node, "dataset"),
        DeliveryRefJson.read(node),
        Json.integer(node, "attempt"),
        Json.constant(node, "lane", Lane.class));
  }

  public static String write(StageAMessage message) {
    return Json.write(toJson(message));
  }

  public static ObjectNode toJson(StageAMessage message) {
    ObjectNode node = Json.versioned(VERSION).put("dataset", message.dataset());
    return DeliveryRefJson.write(node, message.delivery())
        .put("attempt", message.attempt())
        .put("lane", message.lane().name());
  }

  /** The message as payload of {@link FailedWork}. */
  public static Map<String, String> toPayload(StageAMessage message) {
    return Payload.write(toJson(message));
  }

  /** The message that {@link #toPayload} wrote. */
  public static StageAMessage fromPayload(Map<String, String> payload) {
    return read(Payload.read(payload, "schemaVersion", "attempt"));
  }
}
