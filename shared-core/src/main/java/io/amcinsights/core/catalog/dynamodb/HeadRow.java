package io.amcinsights.core.catalog.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.dynamodb.Key;
import io.amcinsights.core.dynamodb.Update;
import io.amcinsights.core.json.Json;

/**
 * The {@code #head} row of an object. Beside the head it holds {@code settled}, the sequencer of
 * the delivery last committed or removed: what is older than that comes too late to say what the
 * table holds.
 */
final class HeadRow {

  static final String DELIVERY = "#head";

  // "<=" and not "<": a repeated call, or the SDK's own retry, must not be refused by itself.
  private static final String NOT_OLDER =
      "attribute_not_exists(#id) OR #sequencer < :sequencer"
          + " OR (#sequencer = :sequencer AND #current <= :current)";

  private static final String NOT_SETTLED_LATER =
      "attribute_exists(#id) AND (attribute_not_exists(#settled) OR #settled <= :settled)";

  private HeadRow() {}

  static Key key(ObjectId object) {
    return Key.of("id", object.uri(), "delivery", DELIVERY);
  }

  static boolean isHead(JsonNode row) {
    return Json.text(row, "delivery").equals(DELIVERY);
  }

  static ObjectId object(JsonNode row) {
    return ObjectId.parse(Json.text(row, "id"));
  }

  static Head read(JsonNode row) {
    return new Head(
        new DeliveryRef(object(row), Json.text(row, "current")),
        new Sequencer(Json.text(row, "sequencer")),
        Json.find(row, "committed").orElse(null),
        Json.find(row, "committedHash").orElse(null));
  }

  /** Makes the delivery the head unless a newer one is. */
  static Update arrival(Delivery delivery) {
    ObjectNode values =
        Json.object()
            .put("current", delivery.ref().delivery())
            .put("sequencer", delivery.sequencer().hex())
            .put("schemaVersion", 1);
    return new Update(
        key(delivery.ref().object()),
        "SET #current = :current, #sequencer = :sequencer, #schemaVersion = :schemaVersion",
        NOT_OLDER,
        values);
  }

  /** Remembers what the table holds unless it holds something newer. */
  static Update commit(Delivery delivery, String contentHash) {
    ObjectNode values =
        Json.object()
            .put("committed", delivery.ref().delivery())
            .put("committedHash", contentHash)
            .put("settled", delivery.sequencer().hex());
    return new Update(
        key(delivery.ref().object()),
        "SET #committed = :committed, #committedHash = :committedHash, #settled = :settled",
        NOT_SETTLED_LATER,
        values);
  }

  /** Forgets what the table holds, up to the present head. */
  static Update removal(ObjectId object) {
    return new Update(
        key(object),
        "SET #settled = #sequencer REMOVE #committed, #committedHash",
        "attribute_exists(#id)",
        Json.object());
  }
}
