package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.LakeException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.local.deploy.DeploymentState.Resource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Makes the resources of one template, in order, and keeps what they came to. */
final class StackDeployment implements Resolver.World {

  private static final Logger LOG = LogManager.getLogger(StackDeployment.class);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Plan plan;
  private final StackName stack;
  private final JsonNode template;
  private final Map<String, JsonNode> parameters;
  private final Providers providers;
  private final DeploymentState state;
  private final Consumer<Runnable> activate;
  private final Resolver resolver;
  private final Map<String, Resource> made = new LinkedHashMap<>();

  StackDeployment(
      Plan plan,
      Map<String, JsonNode> parameters,
      Providers providers,
      DeploymentState state,
      Consumer<Runnable> activate) {
    this.plan = plan;
    this.stack = plan.stack();
    this.template = plan.template();
    this.parameters = parameters;
    this.providers = providers;
    this.state = state;
    this.activate = activate;
    this.resolver = new Resolver(this, template.path("Conditions"));
  }

  /** Deploys and returns the outputs. */
  Map<String, String> deploy() {
    Map<String, JsonNode> ordered = Template.ordered(stack.name(), template, this::active);
    check(ordered);
    Map<String, Resource> before = state.resources(stack.key());
    ordered.forEach((id, resource) -> place(id, resource, before));
    Map<String, String> outputs = outputs();
    dismiss(before);
    state.resources(stack.key(), made);
    state.save();
    LOG.info("Stack {}: {} resources", stack.name(), made.size());
    return outputs;
  }

  private boolean active(JsonNode resource) {
    JsonNode condition = resource.path("Condition");
    return condition.isMissingNode() || resolver.condition(condition.asText());
  }

  /** Everything nobody could put into effect, before anything is made. */
  private void check(Map<String, JsonNode> resources) {
    List<String> problems = new ArrayList<>();
    resources.forEach(
        (id, resource) -> {
          String type = resource.path("Type").asText();
          Provider provider = providers.find(type).orElse(null);
          if (provider == null) {
            problems.add("resource %s: type %s is not offered".formatted(id, type));
            return;
          }
          Provider.Properties known = provider.properties();
          resource
              .path("Properties")
              .fieldNames()
              .forEachRemaining(
                  name -> {
                    if (!known.knows(name)) {
                      problems.add(
                          "resource %s (%s): property %s is not offered".formatted(id, type, name));
                    }
                  });
        });
    if (!problems.isEmpty()) {
      throw new InvalidInputException(
          "Stack %s cannot be deployed locally:%n- %s",
          stack.name(), String.join(System.lineSeparator() + "- ", problems));
    }
  }

  private void place(String id, JsonNode resource, Map<String, Resource> before) {
    String type = resource.path("Type").asText();
    Resource last = before.get(id);
    Placed previous = last != null && last.type().equals(type) ? last.placed() : null;
    try {
      plan.progress().before(id);
      JsonNode resolved = resolver.resolve(resource.path("Properties"));
      ObjectNode properties = resolved.isObject() ? (ObjectNode) resolved : JSON.objectNode();
      String hash = hash(properties);
      boolean changed = previous == null || last == null || !last.hash().equals(hash);
      Request request =
          new Request(
              stack,
              id,
              type,
              properties,
              previous,
              changed,
              plan.claim(id),
              action -> activate.accept(() -> activated(id, type, action)));
      Placed placed = providers.get(type).place(request);
      made.put(id, new Resource(type, hash, placed));
      if (changed) {
        plan.progress().made(id, type, placed.ref(), last == null);
      }
    } catch (RuntimeException e) {
      keepWhatIsMade(before);
      tellFailure(id, type, e);
      throw located(id, type, e);
    }
  }

  private void activated(String id, String type, Runnable activation) {
    try {
      activation.run();
    } catch (RuntimeException e) {
      tellFailure(id, type, e);
      throw located(id, type, e);
    }
  }

  private void tellFailure(String id, String type, RuntimeException e) {
    String where = "Stack %s, resource %s (%s): ".formatted(stack.name(), id, type);
    String message = String.valueOf(e.getMessage());
    plan.progress()
        .failed(id, type, message.startsWith(where) ? message.substring(where.length()) : message);
  }

  private LakeException located(String id, String type, RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof InvalidInputException invalid && message.startsWith("Stack ")) {
      return invalid;
    }
    String where = "Stack %s, resource %s (%s): %s".formatted(stack.name(), id, type, message);
    return e instanceof InvalidInputException
        ? new InvalidInputException(e, "%s", where)
        : new UnavailableException(e, "%s", where);
  }

  /** A deployment that fails half way must not make custom resources anew the next time. */
  private void keepWhatIsMade(Map<String, Resource> before) {
    Map<String, Resource> known = new LinkedHashMap<>(before);
    known.putAll(made);
    state.resources(stack.key(), known);
    state.save();
  }

  /**
   * What the newer template no longer has goes when all stacks are there: another one may have it.
   */
  private void dismiss(Map<String, Resource> before) {
    List<DeploymentState.Leaving> leaving = new ArrayList<>(state.leaving(stack.key()));
    before.forEach(
        (id, resource) -> {
          Resource now = made.get(id);
          if (now == null || !now.type().equals(resource.type())) {
            leaving.add(new DeploymentState.Leaving(id, resource));
          }
        });
    state.leaving(stack.key(), leaving);
  }

  private Map<String, String> outputs() {
    Map<String, String> outputs = new LinkedHashMap<>();
    Map<String, String> exports = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> output : template.path("Outputs").properties()) {
      if (active(output.getValue())) {
        JsonNode value = resolver.resolve(output.getValue().path("Value"));
        outputs.put(output.getKey(), value.asText());
        JsonNode export = output.getValue().path("Export").path("Name");
        if (!export.isMissingNode()) {
          exports.put(resolver.text(export), value.asText());
        }
      }
    }
    Map<String, String> ssm = new LinkedHashMap<>();
    for (Resource resource : made.values()) {
      if (resource.type().equals(SsmParameterProvider.TYPE)) {
        ssm.put(resource.placed().ref(), resource.placed().attributes().path("Value").asText());
      }
    }
    state.texts(stack.key(), "outputs", outputs);
    state.texts(stack.key(), "exports", exports);
    state.texts(stack.key(), "ssm", ssm);
    return outputs;
  }

  @Override
  public JsonNode ref(String name) {
    JsonNode parameter = parameters.get(name);
    if (parameter != null) {
      return parameter;
    }
    Resource resource = made.get(name);
    if (resource != null) {
      return JSON.textNode(resource.placed().ref());
    }
    return JSON.textNode(
        switch (name) {
          case "AWS::AccountId" -> stack.place().account();
          case "AWS::Region" -> stack.place().region();
          case "AWS::Partition" -> "aws";
          case "AWS::URLSuffix" -> "amazonaws.com";
          case "AWS::StackName" -> stack.name();
          case "AWS::StackId" -> stack.id();
          default ->
              throw new InvalidInputException("Ref: '%s' is no parameter and no resource", name);
        });
  }

  @Override
  public JsonNode attribute(String logicalId, String attribute) {
    Resource resource = made.get(logicalId);
    if (resource == null) {
      throw new InvalidInputException("Fn::GetAtt: there is no resource '%s'", logicalId);
    }
    JsonNode value = resource.placed().attributes().get(attribute);
    if (value == null) {
      throw new InvalidInputException(
          "Fn::GetAtt: %s (%s) has no attribute '%s'", logicalId, resource.type(), attribute);
    }
    return value;
  }

  @Override
  public String export(String name) {
    String value = state.find(stack.key(), "exports", name);
    if (value == null) {
      throw new InvalidInputException("Fn::ImportValue: no stack exports '%s'", name);
    }
    return value;
  }

  @Override
  public String ssm(String name) {
    for (Resource resource : made.values()) {
      if (resource.type().equals(SsmParameterProvider.TYPE)
          && resource.placed().ref().equals(name)) {
        return resource.placed().attributes().path("Value").asText();
      }
    }
    String value = state.find(stack.key(), "ssm", name);
    if (value == null) {
      throw new InvalidInputException("No SSM parameter is called '%s'", name);
    }
    return value;
  }

  private static String hash(JsonNode properties) {
    try {
      byte[] text = properties.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
