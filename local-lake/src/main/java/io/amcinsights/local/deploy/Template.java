package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.error.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resources of a template in the order in which they can be made. */
final class Template {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^!}.]+)[^}]*}");

  private Template() {}

  /**
   * Orders by references and {@code DependsOn}; otherwise as written.
   *
   * @param active whether a resource's condition holds
   */
  static Map<String, JsonNode> ordered(
      String stack, JsonNode template, Predicate<JsonNode> active) {
    Map<String, JsonNode> resources = new LinkedHashMap<>();
    template
        .path("Resources")
        .properties()
        .forEach(
            resource -> {
              if (active.test(resource.getValue())) {
                resources.put(resource.getKey(), resource.getValue());
              }
            });
    Map<String, JsonNode> ordered = new LinkedHashMap<>();
    for (String id : resources.keySet()) {
      visit(stack, id, resources, ordered, new LinkedHashSet<>());
    }
    return ordered;
  }

  private static void visit(
      String stack,
      String id,
      Map<String, JsonNode> resources,
      Map<String, JsonNode> ordered,
      Set<String> path) {
    JsonNode resource = resources.get(id);
    if (resource == null || ordered.containsKey(id)) {
      return;
    }
    if (!path.add(id)) {
      throw new InvalidInputException(
          "Stack %s: resources refer to each other in a circle: %s", stack, path);
    }
    for (String needed : references(resource)) {
      if (!needed.equals(id)) {
        visit(stack, needed, resources, ordered, path);
      }
    }
    path.remove(id);
    ordered.put(id, resource);
  }

  private static List<String> references(JsonNode resource) {
    List<String> names = new ArrayList<>();
    JsonNode dependsOn = resource.path("DependsOn");
    if (dependsOn.isTextual()) {
      names.add(dependsOn.textValue());
    }
    dependsOn.forEach(name -> names.add(name.asText()));
    collect(resource.path("Properties"), names);
    return names;
  }

  private static void collect(JsonNode value, List<String> names) {
    if (value.isObject() && value.size() == 1) {
      JsonNode ref = value.path("Ref");
      if (ref.isTextual()) {
        names.add(ref.textValue());
      }
      JsonNode attribute = value.path("Fn::GetAtt");
      if (attribute.isTextual()) {
        names.add(attribute.textValue().split("\\.", 2)[0]);
      } else if (attribute.isArray()) {
        names.add(attribute.path(0).asText());
      }
      JsonNode sub = value.path("Fn::Sub");
      Matcher matcher =
          PLACEHOLDER.matcher(sub.isTextual() ? sub.textValue() : sub.path(0).asText());
      while (matcher.find()) {
        names.add(matcher.group(1).trim());
      }
    }
    value.forEach(child -> collect(child, names));
  }
}
