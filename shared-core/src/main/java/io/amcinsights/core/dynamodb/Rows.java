package io.amcinsights.core.dynamodb;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows as JSON documents: both know text, numbers, booleans, lists and objects. */
final class Rows {

  private Rows() {}

  static Map<String, AttributeValue> toItem(ObjectNode row) {
    return row.properties().stream()
        .collect(toMap(Map.Entry::getKey, field -> toValue(field.getValue())));
  }

  private static AttributeValue toValue(JsonNode node) {
    if (node.isObject()) {
      return AttributeValue.fromM(toItem((ObjectNode) node));
    }
    if (node.isArray()) {
      return AttributeValue.fromL(values(node));
    }
    if (node.isNumber()) {
      return AttributeValue.fromN(node.asText());
    }
    if (node.isBoolean()) {
      return AttributeValue.fromBool(node.asBoolean());
    }
    return node.isNull() ? AttributeValue.fromNul(true) : AttributeValue.fromS(node.asText());
  }

  private static List<AttributeValue> values(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(Rows::toValue).toList();
  }

  static ObjectNode fromItem(Map<String, AttributeValue> item) {
    ObjectNode row = Json.object();
    item.forEach((field, value) -> row.set(field, fromValue(row, value)));
    return row;
  }

  private static JsonNode fromValue(ObjectNode nodes, AttributeValue value) {
    return switch (value.type()) {
      case S -> nodes.textNode(value.s());
      case N -> number(nodes, value.n());
      case BOOL -> nodes.booleanNode(value.bool());
      case NUL -> nodes.nullNode();
      case M -> fromItem(value.m());
      case L -> list(nodes, value.l());
      default ->
          throw new IllegalStateException(
              "A row holds a value of type %s; rows are JSON documents".formatted(value.type()));
    };
  }

  private static ArrayNode list(ObjectNode nodes, List<AttributeValue> values) {
    ArrayNode list = nodes.arrayNode();
    values.forEach(value -> list.add(fromValue(nodes, value)));
    return list;
  }

  private static JsonNode number(ObjectNode nodes, String number) {
    BigDecimal value = new BigDecimal(number);
    if (value.stripTrailingZeros().scale() > 0) {
      return nodes.numberNode(value);
    }
    BigInteger whole = value.toBigIntegerExact();
    return whole.bitLength() < Long.SIZE
        ? nodes.numberNode(whole.longValue())
        : nodes.numberNode(whole);
  }
}
