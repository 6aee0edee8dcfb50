package io.amcinsights.core.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Messages as flat maps of text, the way {@link FailedWork} carries them. */
final class Payload {

  private Payload() {}

  static Map<String, String> write(ObjectNode message) {
    Map<String, String> payload = new TreeMap<>();
    message.properties().forEach(field -> payload.put(field.getKey(), field.getValue().asText()));
    return payload;
  }

  /** The message again; the named fields are numbers. */
  static JsonNode read(Map<String, String> payload, String... numbers) {
    Set<String> numeric = Set.of(numbers);
    ObjectNode node = Json.object();
    payload.forEach(
        (field, value) -> {
          if (numeric.contains(field)) {
            node.put(field, number(field, value));
          } else {
            node.put(field, value);
          }
        });
    return node;
  }

  private static long number(String field, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          e, "Field '%s' of failed work is '%s'; expected a whole number", field, value);
    }
  }
}
