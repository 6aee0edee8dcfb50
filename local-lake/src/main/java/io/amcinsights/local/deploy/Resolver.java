package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evaluates CloudFormation's functions, however deeply they are nested. */
final class Resolver {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(!?)([^}]*)}");
  private static final Pattern DYNAMIC = Pattern.compile("\\{\\{resolve:ssm:([^:}]+)(?::\\d+)?}}");

  /** What a template refers to beyond itself. */
  interface World {

    /** A parameter, pseudo parameter or resource made before. */
    JsonNode ref(String name);

    JsonNode attribute(String logicalId, String attribute);

    String export(String name);

    String ssm(String name);
  }

  private final World world;
  private final JsonNode conditions;

  Resolver(World world, JsonNode conditions) {
    this.world = world;
    this.conditions = conditions;
  }

  /** The value without functions; missing for {@code AWS::NoValue}. */
  JsonNode resolve(JsonNode value) {
    if (value.isTextual()) {
      return dynamic(value);
    }
    if (value.isArray()) {
      ArrayNode array = JSON.arrayNode();
      for (JsonNode element : value) {
        JsonNode resolved = resolve(element);
        if (!resolved.isMissingNode()) {
          array.add(resolved);
        }
      }
      return array;
    }
    if (!value.isObject()) {
      return value;
    }
    if (value.size() == 1) {
      String name = value.fieldNames().next();
      if (name.equals("Ref") || name.startsWith("Fn::")) {
        return function(name, value.get(name));
      }
    }
    ObjectNode object = JSON.objectNode();
    value
        .properties()
        .forEach(
            field -> {
              JsonNode resolved = resolve(field.getValue());
              if (!resolved.isMissingNode()) {
                object.set(field.getKey(), resolved);
              }
            });
    return object;
  }

  String text(JsonNode value) {
    JsonNode resolved = resolve(value);
    if (resolved.isContainerNode() || resolved.isMissingNode()) {
      throw new InvalidInputException("%s is no text but %s", value, resolved);
    }
    return resolved.asText();
  }

  private JsonNode function(String name, JsonNode argument) {
    return switch (name) {
      case "Ref" ->
          argument.asText().equals("AWS::NoValue")
              ? MissingNode.getInstance()
              : world.ref(argument.asText());
      case "Fn::GetAtt" -> attribute(argument);
      case "Fn::Sub" -> substitute(argument);
      case "Fn::Join" -> join(argument);
      case "Fn::Select" -> select(argument);
      case "Fn::Split" -> split(argument);
      case "Fn::If" -> resolve(argument.path(condition(argument.path(0).asText()) ? 1 : 2));
      case "Fn::ImportValue" -> JSON.textNode(world.export(text(argument)));
      case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" ->
          JSON.booleanNode(holds(JSON.objectNode().set(name, argument)));
      default ->
          throw new InvalidInputException(
              "Function %s is not offered by the local deployer: %s", name, argument);
    };
  }

  private JsonNode attribute(JsonNode argument) {
    if (argument.isTextual()) {
      String[] parts = argument.textValue().split("\\.", 2);
      return world.attribute(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return world.attribute(argument.path(0).asText(), text(argument.path(1)));
  }

  private JsonNode substitute(JsonNode argument) {
    String template = argument.isTextual() ? argument.textValue() : argument.path(0).asText();
    JsonNode own = argument.path(1);
    Matcher matcher = PLACEHOLDER.matcher(template);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(2).trim();
      String replacement;
      if (!matcher.group(1).isEmpty()) {
        replacement = "${" + matcher.group(2) + "}";
      } else if (own.has(name)) {
        replacement = text(own.get(name));
      } else if (name.contains(".")) {
        replacement = attribute(JSON.textNode(name)).asText();
      } else {
        replacement = world.ref(name).asText();
      }
      matcher.appendReplacement(text, Matcher.quoteReplacement(replacement));
    }
    matcher.appendTail(text);
    return dynamic(JSON.textNode(text.toString()));
  }

  private JsonNode join(JsonNode argument) {
    List<String> parts = new ArrayList<>();
    for (JsonNode element : list(argument.path(1))) {
      parts.add(text(element));
    }
    return dynamic(JSON.textNode(String.join(argument.path(0).asText(), parts)));
  }

  private JsonNode select(JsonNode argument) {
    int index = Integer.parseInt(text(argument.path(0)));
    JsonNode list = list(argument.path(1));
    if (index < 0 || index >= list.size()) {
      throw new InvalidInputException("Fn::Select: no element %d in %s", index, list);
    }
    return list.get(index);
  }

  private JsonNode split(JsonNode argument) {
    ArrayNode parts = JSON.arrayNode();
    String separator = Pattern.quote(argument.path(0).asText());
    Arrays.stream(text(argument.path(1)).split(separator, -1)).forEach(parts::add);
    return parts;
  }

  private JsonNode list(JsonNode value) {
    JsonNode resolved = resolve(value);
    if (!resolved.isArray()) {
      throw new InvalidInputException("%s is no list but %s", value, resolved);
    }
    return resolved;
  }

  /** Whether a named condition holds. */
  boolean condition(String name) {
    JsonNode condition = conditions.get(name);
    if (condition == null) {
      throw new InvalidInputException("Condition %s is not declared", name);
    }
    return holds(condition);
  }

  private boolean holds(JsonNode condition) {
    Map.Entry<String, JsonNode> entry = condition.properties().iterator().next();
    JsonNode argument = entry.getValue();
    return switch (entry.getKey()) {
      case "Condition" -> condition(argument.asText());
      case "Fn::Equals" ->
          resolve(argument.path(0)).asText().equals(resolve(argument.path(1)).asText());
      case "Fn::Not" -> !holds(argument.path(0));
      case "Fn::And" -> all(argument).stream().allMatch(this::holds);
      case "Fn::Or" -> all(argument).stream().anyMatch(this::holds);
      default ->
          throw new InvalidInputException("Condition function %s is not offered", entry.getKey());
    };
  }

  private static List<JsonNode> all(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  private JsonNode dynamic(JsonNode text) {
    if (!text.textValue().contains("{{resolve:")) {
      return text;
    }
    Matcher matcher = DYNAMIC.matcher(text.textValue());
    String resolved =
        matcher.replaceAll(found -> Matcher.quoteReplacement(world.ssm(found.group(1))));
    if (resolved.contains("{{resolve:")) {
      throw new InvalidInputException("Only {{resolve:ssm:NAME}} works locally: %s", resolved);
    }
    return JSON.textNode(resolved);
  }
}
