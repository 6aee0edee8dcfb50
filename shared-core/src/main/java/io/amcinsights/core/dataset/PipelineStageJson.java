package io.amcinsights.core.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;

/** The format of a stored {@link PipelineStage}. */
public final class PipelineStageJson {

  private static final String WHAT = "Pipeline stage";
  private static final int VERSION = 1;

  private PipelineStageJson() {}

  public static PipelineStage read(String text) {
    return read(Json.read(WHAT, text));
  }

  public static PipelineStage read(JsonNode node) {
    Json.expectVersion(WHAT, node, VERSION);
    return new PipelineStage(
        Json.text(node, "name"),
        Json.flag(node, "active"),
        Json.text(node, "queue"),
        Json.text(node, "failedQueue"),
        Json.text(node, "description"));
  }

  public static String write(PipelineStage stage) {
    return Json.write(toJson(stage));
  }

  public static ObjectNode toJson(PipelineStage stage) {
    return Json.versioned(VERSION)
        .put("name", stage.name())
        .put("active", stage.active())
        .put("queue", stage.queue())
        .put("failedQueue", stage.failedQueue())
        .put("description", stage.description());
  }
}
