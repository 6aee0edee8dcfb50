package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A resource that exists.
 *
 * @param ref what {@code Ref} gives
 * @param attributes what {@code Fn::GetAtt} gives
 * @param properties of resources that need their old ones at an update; null for the others
 */
record Placed(String ref, ObjectNode attributes, @Nullable JsonNode properties) {

  static Placed of(String ref, Map<String, String> attributes) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    attributes.forEach(node::put);
    return new Placed(ref, node, null);
  }
}
