package io.amcinsights.local.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is deployed, kept in {@code stacks.json}. */
final class DeploymentState {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A resource as the last deployment left it. */
  record Resource(String type, String hash, Placed placed) {

    /** Whether both are the same thing out there, whatever templates call it. */
    boolean isSameThing(Resource other) {
      return type.equals(other.type) && placed.ref().equals(other.placed.ref());
    }
  }

  /** A resource its stack's template no longer has; it is still to be taken out of service. */
  record Leaving(String id, Resource resource) {}

  private final Path file;
  private final ObjectNode stacks;

  private DeploymentState(Path file, ObjectNode stacks) {
    this.file = file;
    this.stacks = stacks;
  }

  static DeploymentState load(Path file) {
    if (!Files.exists(file)) {
      return new DeploymentState(file, MAPPER.createObjectNode());
    }
    try {
      return new DeploymentState(file, (ObjectNode) MAPPER.readTree(Files.readString(file)));
    } catch (JsonProcessingException | ClassCastException e) {
      throw new InvalidInputException(
          e, "%s is damaged; restore it or start over with --fresh", file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  void save() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(part, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(stacks));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** Of all stacks. */
  Stream<Resource> resources() {
    Set<String> names = new LinkedHashSet<>();
    stacks.fieldNames().forEachRemaining(names::add);
    return names.stream().flatMap(stack -> resources(stack).values().stream());
  }

  /** In the order in which they were made. */
  Map<String, Resource> resources(String stack) {
    Map<String, Resource> resources = new LinkedHashMap<>();
    stacks
        .path(stack)
        .path("resources")
        .properties()
        .forEach(entry -> resources.put(entry.getKey(), read(entry.getValue())));
    return resources;
  }

  private static Resource read(JsonNode node) {
    ObjectNode attributes = MAPPER.createObjectNode();
    node.path("attributes").properties().forEach(e -> attributes.set(e.getKey(), e.getValue()));
    return new Resource(
        node.path("type").asText(),
        node.path("hash").asText(),
        new Placed(node.path("ref").asText(), attributes, node.get("properties")));
  }

  void resources(String stack, Map<String, Resource> resources) {
    ObjectNode all = stacks.withObjectProperty(stack).putObject("resources");
    resources.forEach((id, resource) -> write(resource, all.putObject(id)));
  }

  private static void write(Resource resource, ObjectNode node) {
    Placed placed = resource.placed();
    node.put("type", resource.type()).put("ref", placed.ref()).put("hash", resource.hash());
    node.set("attributes", placed.attributes());
    if (placed.properties() != null) {
      node.set("properties", placed.properties());
    }
  }

  /** Remembers where a stack is that is not at home. */
  void place(String stack, Place place) {
    texts(stack, "place", Map.of("account", place.account(), "region", place.region()));
  }

  /** In the order in which they were made. */
  List<Leaving> leaving(String stack) {
    List<Leaving> leaving = new ArrayList<>();
    stacks
        .path(stack)
        .path("leaving")
        .forEach(node -> leaving.add(new Leaving(node.path("id").asText(), read(node))));
    return leaving;
  }

  void leaving(String stack, List<Leaving> leaving) {
    ObjectNode node = stacks.withObjectProperty(stack);
    node.remove("leaving");
    if (!leaving.isEmpty()) {
      ArrayNode all = node.putArray("leaving");
      leaving.forEach(it -> write(it.resource(), all.addObject().put("id", it.id())));
    }
  }

  Map<String, String> texts(String stack, String section) {
    Map<String, String> texts = new LinkedHashMap<>();
    stacks
        .path(stack)
        .path(section)
        .properties()
        .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  void texts(String stack, String section, Map<String, String> texts) {
    ObjectNode node = stacks.withObjectProperty(stack).putObject(section);
    texts.forEach(node::put);
  }

  /** Finds a name in one section of any stack that is where another one is. */
  @Nullable String find(String near, String section, String name) {
    JsonNode place = stacks.path(near).path("place");
    for (JsonNode stack : stacks) {
      JsonNode value = stack.path(section).get(name);
      if (value != null && stack.path("place").equals(place)) {
        return value.asText();
      }
    }
    return null;
  }

  /** Stacks deployed from a template by hand, with the file their template was. */
  Map<String, String> byHand() {
    Map<String, String> templates = new LinkedHashMap<>();
    stacks
        .properties()
        .forEach(
            entry -> {
              JsonNode template = entry.getValue().get("template");
              if (template != null) {
                templates.put(entry.getKey(), template.asText());
              }
            });
    return templates;
  }

  void template(String stack, String file) {
    stacks.withObjectProperty(stack).put("template", file);
  }

  /** The next start leaves the stack alone. */
  void noTemplate(String stack) {
    stacks.withObjectProperty(stack).remove("template");
  }

  boolean has(String stack) {
    return stacks.has(stack);
  }

  void forget(String stack) {
    stacks.remove(stack);
  }
}
