package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A synthesised cloud assembly: its stacks, dependencies first. */
final class Assembly {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern ENVIRONMENT = Pattern.compile("aws://([^/]+)/(.+)");

  /** A stack of the assembly; account and region are those of the lake when it names none. */
  record Stack(
      String name,
      Path template,
      String account,
      String region,
      Map<String, String> parameters,
      Map<String, String> tags) {}

  private Assembly() {}

  static List<Stack> read(Path folder, String account, String region) {
    Path manifest = folder.resolve("manifest.json");
    if (!Files.exists(manifest)) {
      throw new InvalidInputException(
          "%s holds no manifest.json; synthesise with: mvn -pl infra -am package", folder);
    }
    JsonNode artifacts = parse(manifest).path("artifacts");
    Map<String, Stack> stacks = new LinkedHashMap<>();
    Set<String> visited = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> artifact : artifacts.properties()) {
      visit(artifact.getKey(), artifacts, visited, stacks, folder, account, region);
    }
    return new ArrayList<>(stacks.values());
  }

  private static void visit(
      String id,
      JsonNode artifacts,
      Set<String> visited,
      Map<String, Stack> stacks,
      Path folder,
      String account,
      String region) {
    if (!visited.add(id)) {
      return;
    }
    JsonNode artifact = artifacts.path(id);
    for (JsonNode dependency : artifact.path("dependencies")) {
      visit(dependency.asText(), artifacts, visited, stacks, folder, account, region);
    }
    String type = artifact.path("type").asText();
    if (type.equals("cdk:cloud-assembly")) {
      throw new InvalidInputException(
          "Artifact %s in %s is a nested assembly (a CDK Stage); stacks must lie directly in it",
          id, folder);
    }
    if (type.equals("aws:cloudformation:stack")) {
      JsonNode properties = artifact.path("properties");
      Matcher environment = ENVIRONMENT.matcher(artifact.path("environment").asText());
      boolean known = environment.matches();
      Map<String, String> parameters = new LinkedHashMap<>();
      properties
          .path("parameters")
          .properties()
          .forEach(e -> parameters.put(e.getKey(), e.getValue().asText()));
      Map<String, String> tags = new LinkedHashMap<>();
      properties
          .path("tags")
          .properties()
          .forEach(e -> tags.put(e.getKey(), e.getValue().asText()));
      stacks.put(
          id,
          new Stack(
              properties.path("stackName").asText(id),
              folder.resolve(properties.path("templateFile").asText()),
              known ? given(environment.group(1), "unknown-account", account) : account,
              known ? given(environment.group(2), "unknown-region", region) : region,
              parameters,
              tags));
    }
  }

  private static String given(String value, String unknown, String otherwise) {
    return value.equals(unknown) ? otherwise : value;
  }

  static JsonNode parse(String stack, String text) {
    return Json.read("template of stack " + stack, text);
  }

  static JsonNode parse(Path file) {
    try {
      return MAPPER.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new InvalidInputException(e, "Cannot read %s: %s", file, e);
    }
  }

  /** The template of a stack, by the end of its name. */
  static Optional<Path> template(Path folder, String nameEnd) {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "*" + nameEnd + ".template.json")) {
      for (Path file : files) {
        return Optional.of(file);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }
}
