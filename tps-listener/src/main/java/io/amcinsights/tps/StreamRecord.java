package io.amcinsights.tps;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a change of the customers table is read for.
 *
 * @param old the item before it was removed; null for every other change
 */
record StreamRecord(String sequenceNumber, String customerId, @Nullable JsonNode old) {

  /** Empty for rows that are no tenants. */
  static Optional<StreamRecord> read(JsonNode record) {
    JsonNode change = record.path("dynamodb");
    JsonNode keys = change.path("Keys");
    if (!keys.path("config").path("S").asText().equals("tenant")) {
      return Optional.empty();
    }
    boolean removed = record.path("eventName").asText().equals("REMOVE");
    return Optional.of(
        new StreamRecord(
            Json.text(change, "SequenceNumber"),
            Json.text(keys.path("customerId"), "S"),
            removed && change.has("OldImage") ? DynamoJson.plain(change.path("OldImage")) : null));
  }
}
