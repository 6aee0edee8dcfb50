package io.amcinsights.core.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.DeliveryRefJson;
import io.amcinsights.core.json.Json;
import java.util.Map;

/** The format of {@link StageBMessage}. */
public final class StageBMessageJson {

  private static final String WHAT = "Stage B message";
  private static final int VERSION = 1;

  private StageBMessageJson() {}

  public static StageBMessage read(String text) {
    return read(Json.read(WHAT, text));
  }

  public static StageBMessage read(JsonNode node) {
    Json.expectVersion(WHAT, node, VERSION);
    return new StageBMessage(
        Json.text(node, "dataset"), Json.text(node, "table"), DeliveryRefJson.read(node));
  }

  public static String write(StageBMessage message) {
    return Json.write(toJson(message));
  }

  public static ObjectNode toJson(StageBMessage message) {
    ObjectNode node =
        Json.versioned(VERSION).put("dataset", message.dataset()).put("table", message.table());
    return DeliveryRefJson.write(node, message.delivery());
  }

  /** The message as payload of {@link FailedWork}. */
  public static Map<String, String> toPayload(StageBMessage message) {
    return Payload.write(toJson(message));
  }

  /** The message that {@link #toPayload} wrote. */
  public static StageBMessage fromPayload(Map<String, String> payload) {
    return read(Payload.read(payload, "schemaVersion"));
  }
}
