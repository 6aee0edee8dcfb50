package io.amcinsights.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.local.glue.GlueJobs;
import io.amcinsights.local.lambda.Functions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The resources a Task may name: functions, Glue jobs and topics. */
final class Resources {

  static final String INVOKE = "arn:aws:states:::lambda:invoke";
  static final String GLUE = "arn:aws:states:::glue:startJobRun.sync";
  static final String PUBLISH = "arn:aws:states:::sns:publish";
  private static final Set<String> PUBLISH_ARGUMENTS = Set.of("TopicArn", "Subject", "Message");
  private static final Set<String> INVOKE_ARGUMENTS =
      Set.of("FunctionName", "Payload", "InvocationType");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final Set<String> GLUE_ARGUMENTS =
      Set.of("JobName", "Arguments", "WorkerType", "NumberOfWorkers");

  private final Functions functions;
  private final GlueJobs jobs;
  private final Notices notices;

  Resources(Functions functions, GlueJobs jobs, Notices notices) {
    this.notices = notices;
    this.functions = functions;
    this.jobs = jobs;
  }

  /** What of a Task this interpreter cannot run. */
  static List<String> check(JsonNode task) {
    List<String> problems = new ArrayList<>();
    String resource = task.path("Resource").asText();
    if (resource.equals(INVOKE)) {
      JsonNode arguments = task.path("Arguments");
      if (arguments.isObject() && !arguments.has("FunctionName")) {
        problems.add("Arguments.FunctionName is missing");
      }
      only(task, INVOKE_ARGUMENTS, problems);
      String type = arguments.path("InvocationType").asText("RequestResponse");
      if (!type.equals("RequestResponse")) {
        problems.add("Arguments.InvocationType is " + type + "; only RequestResponse runs here");
      }
    } else if (resource.equals(GLUE)) {
      only(task, GLUE_ARGUMENTS, problems);
    } else if (resource.equals(PUBLISH)) {
      only(task, PUBLISH_ARGUMENTS, problems);
    } else {
      problems.add(
          "Resource '%s' does not run here; use %s, %s or %s"
              .formatted(resource, INVOKE, GLUE, PUBLISH));
    }
    return problems;
  }

  private static void only(JsonNode task, Set<String> known, List<String> problems) {
    task.path("Arguments")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problems.add("Arguments." + name + " is not honoured by the local lake");
              }
            });
  }

  /**
   * Blocks until the resource answers.
   *
   * @param onEnd takes what has to happen when nobody waits for the answer any more
   */
  JsonNode call(String resource, JsonNode arguments, Consumer<Runnable> onEnd) {
    if (resource.equals(GLUE)) {
      try {
        return jobs.run(arguments, onEnd);
      } catch (GlueJobs.RunError e) {
        throw StateError.ofTask(e.error(), e.getMessage());
      }
    }
    return resource.equals(PUBLISH) ? notices.publish(arguments) : invoke(arguments);
  }

  private JsonNode invoke(JsonNode arguments) {
    JsonNode name = arguments.path("FunctionName");
    if (!name.isTextual()) {
      throw StateError.of(StateError.RUNTIME, "Arguments.FunctionName is " + name);
    }
    JsonNode payload = arguments.path("Payload");
    try {
      ObjectNode result = JSON.objectNode();
      result.put("ExecutedVersion", "$LATEST");
      result.set(
          "Payload",
          functions.invoke(
              name.textValue(), payload.isMissingNode() ? JSON.objectNode() : payload));
      result.put("StatusCode", 200);
      return result;
    } catch (Functions.FunctionError e) {
      throw StateError.ofTask(e.errorType(), cause(e));
    }
  }

  /**
   * As Step Functions hands it on: JSON text for what a function reports, plain for the service.
   */
  private static String cause(Functions.FunctionError e) {
    String message = String.valueOf(e.getMessage());
    if (e.errorType().startsWith("Lambda.")) {
      return message;
    }
    return JSON.objectNode()
        .put("errorMessage", message)
        .put("errorType", e.errorType())
        .toString();
  }
}
