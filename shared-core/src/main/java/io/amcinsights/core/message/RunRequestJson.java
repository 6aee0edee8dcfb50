package io.amcinsights.core.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.workflow.ExecutionRequestJson;

/** The format of {@link RunRequest}; fields that are null are left out. */
public final class RunRequestJson {

  /** What EventBridge Scheduler puts in place of it. */
  public static final String SCHEDULED_TIME = "<aws.scheduler.scheduled-time>";

  private static final String WHAT = "Run request";
  private static final int VERSION = 1;
  private static final String FIRE_TIME = "fireTime";

  private RunRequestJson() {}

  public static RunRequest read(String text) {
    JsonNode node = Json.read(WHAT, text);
    Json.expectVersion(WHAT, node, VERSION);
    String schedule = Json.find(node, "scheduleId").orElse(null);
    String token = Json.find(node, "clientToken").orElse(null);
    if ((schedule == null) == (token == null)) {
      throw new InvalidInputException(
          "%s has scheduleId '%s' and clientToken '%s'; expected one of them",
          WHAT, String.valueOf(schedule), String.valueOf(token));
    }
    return new RunRequest(
        Json.text(node, "tenant"),
        Json.text(node, "workflowId"),
        schedule,
        Json.instant(node, FIRE_TIME),
        token,
        Json.find(node, "retryOf").orElse(null),
        ExecutionRequestJson.read(node.path("request")));
  }

  public static String write(RunRequest it) {
    return Json.write(document(it).put(FIRE_TIME, Json.instant(it.fireTime())));
  }

  /** What a schedule sends: its own time is put in when it fires. */
  public static String template(RunRequest it) {
    return Json.write(document(it).put(FIRE_TIME, SCHEDULED_TIME));
  }

  private static ObjectNode document(RunRequest it) {
    ObjectNode node =
        Json.versioned(VERSION).put("tenant", it.tenant()).put("workflowId", it.workflowId());
    Json.putIfPresent(node, "scheduleId", it.scheduleId());
    Json.putIfPresent(node, "clientToken", it.clientToken());
    Json.putIfPresent(node, "retryOf", it.retryOf());
    node.set("request", ExecutionRequestJson.write(it.request()));
    return node;
  }
}
