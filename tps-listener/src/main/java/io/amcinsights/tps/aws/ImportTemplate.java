package io.amcinsights.tps.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The part of a template that an import may hold: what is imported, and what its conditions leave
 * out.
 */
final class ImportTemplate {

  private ImportTemplate() {}

  static String of(String template, Set<String> imported) {
    ObjectNode document = (ObjectNode) Json.read("template", template);
    ObjectNode resources = (ObjectNode) document.path("Resources");
    List<String> others = new ArrayList<>();
    resources
        .properties()
        .forEach(
            it -> {
              if (!imported.contains(it.getKey())
                  && !isReferred(resources, it.getKey(), imported)) {
                others.add(it.getKey());
              }
            });
    others.forEach(resources::remove);
    document.remove("Outputs");
    return Json.write(document);
  }

  /** A resource whose condition does not hold is not made, but what refers to it needs its name. */
  private static boolean isReferred(JsonNode resources, String name, Set<String> imported) {
    return resources.path(name).has("Condition")
        && imported.stream()
            .anyMatch(it -> resources.path(it).toString().contains("\"" + name + "\""));
  }

  static String type(String template, String resource) {
    return Json.read("template", template).path("Resources").path(resource).path("Type").asText();
  }
}
