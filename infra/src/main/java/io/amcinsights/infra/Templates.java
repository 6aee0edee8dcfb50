package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Synthesised templates, and what refers to what in them.
 *
 * @param byStack by name of the stack
 */
record Templates(Map<String, JsonNode> byStack) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A resource and where it stands. */
  record Resource(String stack, String id, JsonNode node) {

    JsonNode properties() {
      return node.path("Properties");
    }

    String type() {
      return node.path("Type").asText();
    }

    @Override
    public String toString() {
      return stack + "/" + id;
    }
  }

  /** Reads an assembly. */
  static Templates read(Path folder) throws IOException {
    Map<String, JsonNode> templates = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".template.json")).toList()) {
        String stack = file.getFileName().toString().replace(".template.json", "");
        templates.put(stack, MAPPER.readTree(file.toFile()));
      }
    }
    return new Templates(templates);
  }

  JsonNode template(String stack) {
    return Objects.requireNonNull(byStack.get(stack), stack);
  }

  List<Resource> ofType(String type) {
    return resources().stream().filter(it -> it.type().equals(type)).toList();
  }

  List<Resource> resources() {
    List<Resource> all = new ArrayList<>();
    byStack.forEach(
        (stack, template) ->
            template
                .path("Resources")
                .properties()
                .forEach(it -> all.add(new Resource(stack, it.getKey(), it.getValue()))));
    return all;
  }

  /** The one of this type whose property has this value. */
  Resource named(String type, String property, String value) {
    return ofType(type).stream()
        .filter(it -> it.properties().path(property).asText().equals(value))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no " + type + " named " + value));
  }

  /**
   * What a value refers to: a resource of the same stack, or one that another stack exports.
   *
   * @param from a resource that holds the value
   */
  Optional<Resource> target(Resource from, JsonNode value) {
    if (value.has("Fn::ImportValue")) {
      return exported(value.path("Fn::ImportValue").asText());
    }
    JsonNode id = value.has("Ref") ? value.path("Ref") : value.path("Fn::GetAtt").path(0);
    return resources().stream()
        .filter(it -> it.stack().equals(from.stack()) && it.id().equals(id.asText()))
        .findFirst();
  }

  private Optional<Resource> exported(String name) {
    for (Map.Entry<String, JsonNode> stack : byStack.entrySet()) {
      for (JsonNode output : stack.getValue().path("Outputs")) {
        if (output.path("Export").path("Name").asText().equals(name)) {
          Resource exporter = new Resource(stack.getKey(), "", output);
          return target(exporter, output.path("Value"));
        }
      }
    }
    return Optional.empty();
  }

  /** A value as text, with what CloudFormation fills in shown as {@code <Name>}. */
  static String text(JsonNode value) {
    if (value.isValueNode()) {
      return value.asText();
    }
    if (value.has("Fn::Join")) {
      StringBuilder text = new StringBuilder();
      value.path("Fn::Join").path(1).forEach(part -> text.append(text(part)));
      return text.toString();
    }
    if (value.has("Ref")) {
      return "<" + value.path("Ref").asText() + ">";
    }
    if (value.has("Fn::GetAtt")) {
      return "<" + value.path("Fn::GetAtt").path(0).asText() + ">";
    }
    if (value.has("Fn::Sub")) {
      return value.path("Fn::Sub").asText().replaceAll("\\$\\{([^}]+)}", "<$1>");
    }
    if (value.has("Fn::ImportValue")) {
      return "<" + value.path("Fn::ImportValue").asText() + ">";
    }
    throw new IllegalArgumentException("Cannot show " + value);
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
