package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of an answer as JSON: numbers, booleans and null as such, all else as text. */
final class ValueJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ValueJson() {}

  static JsonNode of(@Nullable Object value) {
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    } else if (value instanceof Number number) {
      return number(number);
    } else if (value instanceof List<?> list) {
      ArrayNode nodes = NODES.arrayNode();
      list.forEach(element -> nodes.add(of(element)));
      return nodes;
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode nodes = NODES.objectNode();
      map.forEach((name, element) -> nodes.set(String.valueOf(name), of(element)));
      return nodes;
    }
    return NODES.textNode(value.toString());
  }

  private static JsonNode number(Number number) {
    if (number instanceof BigInteger whole) {
      return NODES.numberNode(whole);
    } else if (number instanceof BigDecimal decimal) {
      return NODES.numberNode(decimal);
    } else if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      // JSON has no word for NaN and infinity.
      return Double.isFinite(value) ? NODES.numberNode(value) : NODES.textNode(number.toString());
    }
    return NODES.numberNode(number.longValue());
  }
}
