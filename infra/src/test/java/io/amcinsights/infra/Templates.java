package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amcinsights.core.dataset.DatasetParameters;
import io.amcinsights.core.naming.LakeNames;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;

/**
 * The synthesised templates, made once for all tests: starting CDK takes seconds.
 *
 * @param byStack by name of the stack
 */
record Templates(Map<String, JsonNode> byStack) {

  /** Two environments and another installation, one in each mode of Lake Formation. */
  static final LakeNames DEV = LakeNames.DEFAULT;

  static final LakeNames PROD = new LakeNames("amclake", "prod");
  static final LakeNames AGENCY = new LakeNames("agency", "dev");

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

  private static final class Once {
    static final Path OUTPUT = folder();
    static final Templates MATRIX = synthesise(OUTPUT);
    static final List<Finding> FINDINGS = Nag.read(OUTPUT.resolve("out"));

    private static Path folder() {
      try {
        return Files.createTempDirectory("matrix");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Of the default installation. */
  static Templates all() {
    return of(DEV);
  }

  /** Of one of the installations. */
  static Templates of(LakeNames names) {
    Map<String, JsonNode> own = new TreeMap<>(Once.MATRIX.byStack());
    own.keySet().removeIf(stack -> !stack.startsWith(names.prefix() + "-"));
    return new Templates(own);
  }

  /** Of all installations. */
  static Templates matrix() {
    return Once.MATRIX;
  }

  /** Rules of AWS solutions that the matrix breaks. */
  static List<Finding> findings() {
    return Once.FINDINGS;
  }

  /**
   * A rule that a construct breaks.
   *
   * @param path of the construct
   * @param detail which value breaks it; empty when the rule says no more
   */
  record Finding(String rule, String path, String detail) {}

  private static Templates synthesise(Path output) {
    try {
      Checkout checkout = Checkout.in(output.resolve("checkout"), Checkout.PARAMETERS);
      App app = Synthesis.app(output.resolve("out"));
      for (LakeNames names : List.of(DEV, PROD, AGENCY)) {
        String parameters = Checkout.parameters(names);
        Path file = Files.writeString(checkout.infra().resolve("parameters.json"), parameters);
        Lake.add(app, names, DatasetParameters.read(file, names), checkout.root());
        new TenantTemplate(app, names);
      }
      Aspects.of(app)
          .add(AwsSolutionsChecks.Builder.create().reports(false).verbose(false).build());
      app.synth();
      return read(output.resolve("out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Templates read(Path folder) throws IOException {
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
    return byStack.get(stack);
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
        .orElseThrow(() -> new AssertionError("There is no " + type + " named " + value));
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
    if (value.has("Fn::ImportValue")) {
      return "<" + value.path("Fn::ImportValue").asText() + ">";
    }
    throw new AssertionError("Cannot show " + value);
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
