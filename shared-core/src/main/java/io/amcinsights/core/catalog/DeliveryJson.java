package io.amcinsights.core.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/** The format of a stored {@link Delivery}; fields that are null or empty lists are left out. */
public final class DeliveryJson {

  private static final String WHAT = "Delivery";
  private static final int VERSION = 1;

  private DeliveryJson() {}

  public static Delivery read(JsonNode node) {
    Json.expectVersion(WHAT, node, VERSION);
    return new Delivery(
        DeliveryRefJson.read(node),
        new Sequencer(Json.text(node, "sequencer")),
        Json.flag(node, "deletion"),
        Json.number(node, "bytes"),
        Json.text(node, "etag"),
        Json.find(node, "versionId").orElse(null),
        Json.constant(node, "state", DeliveryState.class),
        Json.find(node, "reason").orElse(null),
        Json.integer(node, "attempt"),
        Json.find(node, "dataset").orElse(null),
        Json.find(node, "tenant").orElse(null),
        Json.find(node, "table").orElse(null),
        Json.find(node, "contentHash").orElse(null),
        node.hasNonNull("rows") ? Json.number(node, "rows") : null,
        Json.find(node, "loadId").orElse(null),
        Json.find(node, "execution").orElse(null),
        node.hasNonNull("snapshot") ? Json.number(node, "snapshot") : null,
        Json.instant(node, "modifiedAt"),
        Json.instant(node, "receivedAt"),
        Json.instant(node, "updatedAt"),
        parts(node));
  }

  private static List<String> parts(JsonNode node) {
    List<String> parts = new ArrayList<>();
    node.path("parts").forEach(part -> parts.add(part.asText()));
    return parts;
  }

  public static ObjectNode toJson(Delivery delivery) {
    ObjectNode node = DeliveryRefJson.write(Json.versioned(VERSION), delivery.ref());
    node.put("sequencer", delivery.sequencer().hex())
        .put("deletion", delivery.deletion())
        .put("bytes", delivery.bytes())
        .put("etag", delivery.etag());
    Json.putIfPresent(node, "versionId", delivery.versionId());
    node.put("state", delivery.state().name());
    Json.putIfPresent(node, "reason", delivery.reason());
    node.put("attempt", delivery.attempt());
    Json.putIfPresent(node, "dataset", delivery.dataset());
    Json.putIfPresent(node, "tenant", delivery.tenant());
    Json.putIfPresent(node, "table", delivery.table());
    Json.putIfPresent(node, "contentHash", delivery.contentHash());
    Json.putIfPresent(node, "rows", delivery.rows());
    Json.putIfPresent(node, "loadId", delivery.loadId());
    Json.putIfPresent(node, "execution", delivery.execution());
    Json.putIfPresent(node, "snapshot", delivery.snapshot());
    if (!delivery.parts().isEmpty()) {
      ArrayNode parts = node.putArray("parts");
      delivery.parts().forEach(parts::add);
    }
    return node.put("modifiedAt", Json.instant(delivery.modifiedAt()))
        .put("receivedAt", Json.instant(delivery.receivedAt()))
        .put("updatedAt", Json.instant(delivery.updatedAt()));
  }
}
