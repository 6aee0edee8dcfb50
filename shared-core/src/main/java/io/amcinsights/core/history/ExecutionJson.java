package io.amcinsights.core.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.history.Execution.GlueRun;
import io.amcinsights.core.history.Execution.Status;
import io.amcinsights.core.history.Execution.Step;
import io.amcinsights.core.json.Json;
import java.time.Instant;

/**
 * The format of a stored {@link Execution}; fields that are null are left out. {@code expires} is
 * in seconds since 1970, as DynamoDB's time to live wants it.
 */
public final class ExecutionJson {

  private static final String WHAT = "Execution";
  private static final int VERSION = 1;

  private ExecutionJson() {}

  public static Execution read(JsonNode node) {
    Json.expectVersion(WHAT, node, VERSION);
    return new Execution(
        Json.text(node, "id"),
        Json.text(node, "pipeline"),
        Json.text(node, "stage"),
        Json.text(node, "dataset"),
        Json.text(node, "subject"),
        Json.constant(node, "status", Status.class),
        Json.list(node, "history", ExecutionJson::step),
        Json.list(node, "decisions", JsonNode::asText),
        Json.number(node, "objects"),
        Json.find(node, "error").orElse(null),
        Json.instant(node, "startedAt"),
        node.hasNonNull("endedAt") ? Json.instant(node, "endedAt") : null,
        Instant.ofEpochSecond(Json.number(node, "expires")));
  }

  private static Step step(JsonNode node) {
    return new Step(
        Json.text(node, "status"),
        Json.text(node, "component"),
        Json.instant(node, "at"),
        node.hasNonNull("glue") ? glue(Json.child(node, "glue")) : null);
  }

  private static GlueRun glue(JsonNode node) {
    return new GlueRun(
        Json.text(node, "workerType"), Json.integer(node, "workers"), Json.number(node, "seconds"));
  }

  public static ObjectNode toJson(Execution execution) {
    ObjectNode node =
        Json.versioned(VERSION)
            .put("id", execution.id())
            .put("pipeline", execution.pipeline())
            .put("stage", execution.stage())
            .put("dataset", execution.dataset())
            .put("subject", execution.subject())
            .put("status", execution.status().name());
    ArrayNode history = node.putArray("history");
    execution.history().forEach(step -> write(history.addObject(), step));
    ArrayNode decisions = node.putArray("decisions");
    execution.decisions().forEach(decisions::add);
    node.put("objects", execution.objects());
    Json.putIfPresent(node, "error", execution.error());
    node.put("startedAt", Json.instant(execution.startedAt()));
    Instant endedAt = execution.endedAt();
    if (endedAt != null) {
      node.put("endedAt", Json.instant(endedAt));
    }
    return node.put("expires", execution.expires().getEpochSecond());
  }

  private static void write(ObjectNode node, Step step) {
    node.put("status", step.status())
        .put("component", step.component())
        .put("at", Json.instant(step.at()));
    GlueRun glue = step.glue();
    if (glue != null) {
      node.putObject("glue")
          .put("workerType", glue.workerType())
          .put("workers", glue.workers())
          .put("seconds", glue.seconds());
    }
  }
}
