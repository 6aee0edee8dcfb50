package io.amcinsights.local.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One function of the synthesised templates.
 *
 * @param jar the very asset that would be deployed
 */
record DeployedFunction(String id, String handler, Path jar, Map<String, String> environment) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** One function per handler class: two functions of the same class boot alike. */
  static List<DeployedFunction> in(Path assembly) {
    Map<String, DeployedFunction> byHandler = new TreeMap<>();
    try (Stream<Path> files = Files.list(assembly)) {
      for (Path template :
          files.filter(file -> file.toString().endsWith(".template.json")).sorted().toList()) {
        in(assembly, template).forEach(found -> byHandler.putIfAbsent(found.handler(), found));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(byHandler.values());
  }

  private static List<DeployedFunction> in(Path assembly, Path template) throws IOException {
    List<DeployedFunction> found = new ArrayList<>();
    for (var resource : JSON.readTree(template.toFile()).path("Resources").properties()) {
      if (resource.getValue().path("Type").asText().equals("AWS::Lambda::Function")) {
        JsonNode properties = resource.getValue().path("Properties");
        found.add(
            new DeployedFunction(
                resource.getKey(),
                properties.path("Handler").asText(),
                asset(assembly, properties.path("Code").path("S3Key").asText()),
                environment(properties.path("Environment").path("Variables"))));
      }
    }
    return found;
  }

  private static Path asset(Path assembly, String key) {
    return assembly.resolve("asset." + key);
  }

  /** Values that are only known after deployment are replaced: a boot does not reach them. */
  private static Map<String, String> environment(JsonNode variables) {
    Map<String, String> environment = new TreeMap<>();
    variables
        .properties()
        .forEach(
            variable ->
                environment.put(
                    variable.getKey(),
                    variable.getValue().isTextual() ? variable.getValue().asText() : "{}"));
    return environment;
  }

  @Override
  public String toString() {
    return handler.substring(handler.lastIndexOf('.') + 1);
  }
}
