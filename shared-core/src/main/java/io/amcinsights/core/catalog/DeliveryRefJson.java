package io.amcinsights.core.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;

/** The two fields {@code id} and {@code delivery} that name a delivery wherever one is named. */
public final class DeliveryRefJson {

  private DeliveryRefJson() {}

  public static DeliveryRef read(JsonNode node) {
    return new DeliveryRef(ObjectId.parse(Json.text(node, "id")), Json.text(node, "delivery"));
  }

  /** Adds both fields. */
  public static ObjectNode write(ObjectNode node, DeliveryRef ref) {
    return node.put("id", ref.object().uri()).put("delivery", ref.delivery());
  }
}
