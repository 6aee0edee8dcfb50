package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who calls whom, over the borders of stacks. */
final class Wiring {

  /** What AWS asks for, so that a throttled batch can be tried again. */
  private static final int VISIBILITY_FACTOR = 6;

  private Wiring() {}

  /** Queues whose messages come back before their function is done with them. */
  static List<String> hiddenTooShortly(Templates templates) {
    List<String> found = new ArrayList<>();
    for (Templates.Resource mapping : templates.ofType("AWS::Lambda::EventSourceMapping")) {
      Templates.Resource queue =
          templates.target(mapping, mapping.properties().path("EventSourceArn")).orElseThrow();
      if (!queue.type().equals("AWS::SQS::Queue")) {
        continue;
      }
      int timeout =
          templates
              .target(mapping, mapping.properties().path("FunctionName"))
              .flatMap(it -> function(templates, it))
              .orElseThrow()
              .properties()
              .path("Timeout")
              .asInt();
      int window = mapping.properties().path("MaximumBatchingWindowInSeconds").asInt();
      if (queue.properties().path("VisibilityTimeout").asInt()
          < VISIBILITY_FACTOR * timeout + window) {
        found.add(queue.toString());
      }
    }
    return found;
  }

  private static Optional<Templates.Resource> function(
      Templates templates, Templates.Resource called) {
    return called.type().equals("AWS::Lambda::Alias")
        ? templates.target(called, called.properties().path("FunctionName"))
        : Optional.of(called);
  }

  /** Calls of functions that do not name the alias of a published version. */
  static List<String> callsPastTheAlias(Templates templates) {
    List<String> found = new ArrayList<>();
    for (Templates.Resource caller : templates.resources()) {
      for (JsonNode called : called(caller)) {
        Optional<Templates.Resource> target = templates.target(caller, called);
        if (target.isEmpty() || !isAliasOrNoFunction(target.get())) {
          found.add(caller + " calls " + called);
        }
      }
    }
    return found;
  }

  private static boolean isAliasOrNoFunction(Templates.Resource target) {
    return !target.type().equals("AWS::Lambda::Function");
  }

  private static List<JsonNode> called(Templates.Resource caller) {
    JsonNode properties = caller.properties();
    List<JsonNode> called = new ArrayList<>();
    switch (caller.type()) {
      case "AWS::Lambda::EventSourceMapping", "AWS::Lambda::Permission" ->
          called.add(properties.path("FunctionName"));
      case "AWS::Events::Rule" ->
          properties.path("Targets").forEach(it -> called.add(it.path("Arn")));
      case "AWS::StepFunctions::StateMachine" ->
          references(properties.path("DefinitionString"), called);
      default -> {
        if (caller.type().startsWith("Custom::")) {
          called.add(properties.path("ServiceToken"));
        }
      }
    }
    // Rules of tenants name the queue or a bus, which are another stack's; and which function adds
    // to settings, their stacks are told.
    called.removeIf(
        it ->
            it.has("Fn::Join")
                || it.isMissingNode()
                || it.path("Ref").asText().equals("MergeFunctionArn"));
    return called;
  }

  private static void references(JsonNode definition, List<JsonNode> found) {
    definition
        .path("Fn::Join")
        .path(1)
        .forEach(
            part -> {
              boolean pseudo = part.path("Ref").asText().startsWith("AWS::");
              if (part.isObject() && !pseudo) {
                found.add(part);
              }
            });
  }

  /** The definition of a machine, with what CloudFormation fills in shown by name. */
  static JsonNode definition(Templates.Resource machine) {
    JsonNode definition = machine.properties().path("DefinitionString");
    return definition.isMissingNode() ? definition : Templates.parse(Templates.text(definition));
  }
}
