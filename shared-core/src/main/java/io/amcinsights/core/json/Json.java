package io.amcinsights.core.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import java.util.Optional;

/** Reads fields by name and says which one is missing or wrong; writes compact JSON. */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /**
   * Parses one JSON object.
   *
   * @param what names the document in messages, for example {@code stage A message}
   */
  public static JsonNode read(String what, String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node == null || !node.isObject()) {
        throw new InvalidInputException("%s is no JSON object: %s", what, shortened(text));
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          e, "%s is no JSON (%s): %s", what, e.getOriginalMessage(), shortened(text));
    }
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static String write(JsonNode node) {
    return node.toString();
  }

  /** A required text field. */
  public static String text(JsonNode node, String field) {
    return find(node, field)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "Field '%s' is missing in %s", field, shortened(node.toString())));
  }

  /** An optional text field; null and absent are the same. */
  public static Optional<String> find(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value.asText());
  }

  /** A required whole number. */
  public static long number(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.canConvertToLong() || !value.isIntegralNumber()) {
      throw new InvalidInputException(
          "Field '%s' is %s; expected a whole number", field, value == null ? "missing" : value);
    }
    return value.asLong();
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}
