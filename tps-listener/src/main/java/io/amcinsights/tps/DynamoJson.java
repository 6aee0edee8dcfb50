package io.amcinsights.tps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;

/** Items as DynamoDB's streams write them: every value under the name of its type. */
final class DynamoJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private DynamoJson() {}

  /** The item as a plain document. */
  static ObjectNode plain(JsonNode item) {
    ObjectNode plain = NODES.objectNode();
    item.properties().forEach(it -> plain.set(it.getKey(), value(it.getValue())));
    return plain;
  }

  private static JsonNode value(JsonNode typed) {
    Map.Entry<String, JsonNode> one = typed.properties().iterator().next();
    JsonNode value = one.getValue();
    return switch (one.getKey()) {
      case "N" -> number(new BigDecimal(value.asText()));
      case "NULL" -> NODES.nullNode();
      case "M" -> plain(value);
      case "L" -> list(value);
      default -> value;
    };
  }

  private static JsonNode number(BigDecimal value) {
    boolean whole = value.stripTrailingZeros().scale() <= 0;
    return whole ? NODES.numberNode(value.longValueExact()) : NODES.numberNode(value);
  }

  private static ArrayNode list(JsonNode values) {
    ArrayNode list = NODES.arrayNode();
    values.forEach(it -> list.add(value(it)));
    return list;
  }
}
