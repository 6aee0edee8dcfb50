package io.amcinsights.core.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.message.FailedWork.Failure;

/** The format of {@link FailedWork}; its payload is written in the order of its field names. */
public final class FailedWorkJson {

  private static final String WHAT = "Failed work";
  private static final int VERSION = 1;

  private FailedWorkJson() {}

  public static FailedWork read(String text) {
    JsonNode node = Json.read(WHAT, text);
    Json.expectVersion(WHAT, node, VERSION);
    JsonNode error = Json.child(node, "error");
    return new FailedWork(
        Json.text(node, "source"),
        Json.text(node, "stage"),
        Json.text(node, "dataset"),
        Json.integer(node, "attempt"),
        new Failure(
            Json.text(error, "code"), Json.text(error, "message"), Json.text(error, "remedy")),
        Json.find(node, "executionArn").orElse(null),
        Json.texts(node, "payload"));
  }

  public static String write(FailedWork work) {
    ObjectNode node =
        Json.versioned(VERSION)
            .put("source", work.source())
            .put("stage", work.stage())
            .put("dataset", work.dataset())
            .put("attempt", work.attempt());
    node.putObject("error")
        .put("code", work.error().code())
        .put("message", work.error().message())
        .put("remedy", work.error().remedy());
    Json.putIfPresent(node, "executionArn", work.executionArn());
    Json.putTexts(node, "payload", work.payload());
    return Json.write(node);
  }
}
