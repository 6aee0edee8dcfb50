package io.amcinsights.core.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.run.Run.Cause;
import io.amcinsights.core.run.Run.Progress;
import io.amcinsights.core.run.Run.Result;
import io.amcinsights.core.workflow.ExecutionRequestJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The format of a stored {@link Run}; fields that are null or false are left out. */
public final class RunJson {

  private static final String WHAT = "Run";
  private static final int VERSION = 1;

  private RunJson() {}

  public static Run read(String text) {
    return read(Json.read(WHAT, text));
  }

  public static Run read(JsonNode node) {
    Json.expectVersion(WHAT, node, VERSION);
    return new Run(
        Json.text(node, "tenant"),
        Json.text(node, "runId"),
        Json.text(node, "workflowId"),
        new Cause(
            text(node, "scheduleId"),
            instant(node, "fireTime"),
            text(node, "clientToken"),
            text(node, "retryOf")),
        ExecutionRequestJson.read(node.path("request")),
        Json.integer(node, "timeoutSeconds"),
        Json.constant(node, "state", RunState.class),
        text(node, "reason"),
        node.path("cancelWanted").asBoolean(),
        new Progress(
            instant(node, "submittingAt"),
            instant(node, "askedAt"),
            instant(node, "submittedAt"),
            Json.instant(node, "since"),
            text(node, "executionId"),
            instant(node, "finalAt"),
            text(node, "outputUri"),
            Json.integer(node, "steps")),
        new Result(
            text(node, "object"),
            text(node, "table"),
            node.hasNonNull("rows") ? Json.number(node, "rows") : null),
        text(node, "retriedBy"),
        Json.instant(node, "createdAt"),
        Json.number(node, "version"));
  }

  private static @Nullable String text(JsonNode node, String field) {
    return Json.find(node, field).orElse(null);
  }

  private static @Nullable Instant instant(JsonNode node, String field) {
    return node.hasNonNull(field) ? Json.instant(node, field) : null;
  }

  public static String write(Run run) {
    return Json.write(toJson(run));
  }

  /** As a document. */
  public static ObjectNode toJson(Run run) {
    ObjectNode node =
        Json.versioned(VERSION)
            .put("tenant", run.tenant())
            .put("runId", run.runId())
            .put("workflowId", run.workflowId());
    Json.putIfPresent(node, "scheduleId", run.cause().scheduleId());
    put(node, "fireTime", run.cause().fireTime());
    Json.putIfPresent(node, "clientToken", run.cause().clientToken());
    Json.putIfPresent(node, "retryOf", run.cause().retryOf());
    node.set("request", ExecutionRequestJson.write(run.request()));
    node.put("timeoutSeconds", run.timeoutSeconds()).put("state", run.state().name());
    Json.putIfPresent(node, "reason", run.reason());
    if (run.cancelWanted()) {
      node.put("cancelWanted", true);
    }
    put(node, "submittingAt", run.progress().submittingAt());
    put(node, "askedAt", run.progress().askedAt());
    put(node, "submittedAt", run.progress().submittedAt());
    put(node, "since", run.progress().since());
    Json.putIfPresent(node, "executionId", run.progress().executionId());
    put(node, "finalAt", run.progress().finalAt());
    Json.putIfPresent(node, "outputUri", run.progress().outputUri());
    node.put("steps", run.progress().steps());
    Json.putIfPresent(node, "object", run.result().object());
    Json.putIfPresent(node, "table", run.result().table());
    Json.putIfPresent(node, "rows", run.result().rows());
    Json.putIfPresent(node, "retriedBy", run.retriedBy());
    put(node, "createdAt", run.createdAt());
    return node.put("version", run.version());
  }

  private static void put(ObjectNode node, String field, @Nullable Instant value) {
    if (value != null) {
      node.put(field, Json.instant(value));
    }
  }
}
