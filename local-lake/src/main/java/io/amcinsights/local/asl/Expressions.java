package io.amcinsights.local.asl;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates templates: JSON whose texts may be <code>{% JSONata %}</code>, over {@code $states} and
 * the variables in scope. An undefined result is an error, as on AWS.
 */
final class Expressions {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  // An expression that loops must not take a thread of the pool with it.
  private static final int MAX_MILLIS = 10_000;
  private static final int MAX_DEPTH = 300;

  private final JsonNode states;
  private final Map<String, JsonNode> variables;
  private @Nullable Map<String, Object> bindings;

  Expressions(JsonNode states, Map<String, JsonNode> variables) {
    this.states = states;
    this.variables = variables;
  }

  static boolean isExpression(String text) {
    return text.startsWith("{%") && text.endsWith("%}") && text.length() >= 4;
  }

  /** Texts that cannot be parsed or are only half marked as expressions. */
  static List<String> check(JsonNode template) {
    List<String> problems = new ArrayList<>();
    check(template, problems);
    return problems;
  }

  private static void check(JsonNode template, List<String> problems) {
    if (!template.isTextual()) {
      template.forEach(child -> check(child, problems));
      return;
    }
    String text = template.textValue();
    if (isExpression(text)) {
      try {
        Jsonata.jsonata(inner(text));
      } catch (RuntimeException e) {
        problems.add(text + " is no JSONata: " + e.getMessage());
      }
    } else if (text.startsWith("{%") || text.endsWith("%}")) {
      problems.add("'" + text + "' must be {% ... %} from its first to its last character");
    }
  }

  JsonNode evaluate(JsonNode template) {
    if (template.isTextual() && isExpression(template.textValue())) {
      return expression(template.textValue());
    }
    if (template.isArray()) {
      ArrayNode array = JSON.arrayNode();
      template.forEach(element -> array.add(evaluate(element)));
      return array;
    }
    if (template.isObject()) {
      ObjectNode object = JSON.objectNode();
      template.properties().forEach(e -> object.set(e.getKey(), evaluate(e.getValue())));
      return object;
    }
    return template;
  }

  boolean condition(String expression) {
    JsonNode result = expression(expression);
    if (!result.isBoolean()) {
      throw error(expression, "returned " + result + " instead of true or false");
    }
    return result.booleanValue();
  }

  double number(JsonNode template, String field) {
    JsonNode result = evaluate(template);
    if (!result.isNumber()) {
      throw error(template.toString(), "returned " + result + " as " + field + ", not a number");
    }
    return result.doubleValue();
  }

  String text(JsonNode template, String field) {
    JsonNode result = evaluate(template);
    if (!result.isTextual()) {
      throw error(template.toString(), "returned " + result + " as " + field + ", not a text");
    }
    return result.textValue();
  }

  private JsonNode expression(String text) {
    try {
      // The wrapping object tells undefined (no key) from null (a key without value).
      Jsonata jsonata = Jsonata.jsonata("{'v': (" + inner(text) + "\n)}");
      Jsonata.Frame frame = jsonata.createFrame();
      frame.setRuntimeBounds(MAX_MILLIS, MAX_DEPTH);
      bindings().forEach(frame::bind);
      JsonataFunctions.bind(frame);
      Object result = jsonata.evaluate(null, frame);
      if (!(result instanceof Map<?, ?> map) || !map.containsKey("v")) {
        throw error(text, "returned nothing (undefined)");
      }
      return Values.toJson(map.get("v"));
    } catch (StateError e) {
      throw e;
    } catch (RuntimeException e) {
      // Not only the library's own exception: $number('abc') is a NumberFormatException.
      throw error(text, "failed: " + e.getMessage());
    }
  }

  private Map<String, Object> bindings() {
    Map<String, Object> made = bindings;
    if (made == null) {
      made = new HashMap<>();
      for (Map.Entry<String, JsonNode> variable : variables.entrySet()) {
        made.put(variable.getKey(), Values.toBinding(variable.getValue()));
      }
      made.put("states", Values.toBinding(states));
      bindings = made;
    }
    return made;
  }

  private static String inner(String text) {
    return text.substring(2, text.length() - 2);
  }

  private static StateError error(String text, String what) {
    return StateError.of(StateError.QUERY, "The expression " + text + " " + what);
  }
}
