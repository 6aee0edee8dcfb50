package io.amcinsights.local.asl;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between Jackson's values and the plain ones JSONata works on. */
final class Values {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  // Beyond it a double no longer holds every whole number.
  private static final double EXACT = 9_007_199_254_740_992.0;

  private Values() {}

  /** A value to bind to a name, where a plain null would mean "undefined". */
  static Object toBinding(JsonNode node) {
    Object plain = toPlain(node);
    return plain == null ? Jsonata.NULL_VALUE : plain;
  }

  static @Nullable Object toPlain(JsonNode node) {
    if (node.isObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      node.properties().forEach(e -> map.put(e.getKey(), toPlain(e.getValue())));
      return map;
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(element -> list.add(toPlain(element)));
      return list;
    }
    if (node.isNull() || node.isMissingNode()) {
      return null;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNumber() ? node.numberValue() : node.asText();
  }

  static JsonNode toJson(@Nullable Object value) {
    if (value == null || value == Jsonata.NULL_VALUE) {
      return JSON.nullNode();
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = JSON.objectNode();
      map.forEach((key, child) -> object.set(String.valueOf(key), toJson(child)));
      return object;
    }
    if (value instanceof List<?> list) {
      ArrayNode array = JSON.arrayNode(list.size());
      list.forEach(child -> array.add(toJson(child)));
      return array;
    }
    if (value instanceof Boolean bool) {
      return JSON.booleanNode(bool);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof CharSequence text) {
      return JSON.textNode(text.toString());
    }
    throw StateError.of(StateError.QUERY, "The expression returned a function, which is no JSON");
  }

  /** Whole doubles become integers, as JavaScript would print them. */
  private static JsonNode number(Number number) {
    if (number instanceof Integer || number instanceof Long || number instanceof Short) {
      return JSON.numberNode(number.longValue());
    }
    if (number instanceof BigInteger big) {
      return JSON.numberNode(big);
    }
    if (number instanceof BigDecimal big) {
      return JSON.numberNode(big);
    }
    double value = number.doubleValue();
    if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      return JSON.numberNode((long) value);
    }
    return JSON.numberNode(value);
  }
}
