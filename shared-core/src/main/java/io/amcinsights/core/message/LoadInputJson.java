package io.amcinsights.core.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;

/** The format of {@link LoadInput}: the same input always gives the same text. */
public final class LoadInputJson {

  private static final String WHAT = "Load input";
  private static final int VERSION = 1;

  private LoadInputJson() {}

  public static LoadInput read(String text) {
    return read(Json.read(WHAT, text));
  }

  public static LoadInput read(JsonNode node) {
    Json.expectVersion(WHAT, node, VERSION);
    return new LoadInput(
        Json.text(node, "dataset"), Json.text(node, "table"), Json.number(node, "generation"));
  }

  public static String write(LoadInput input) {
    return Json.write(toJson(input));
  }

  public static ObjectNode toJson(LoadInput input) {
    return Json.versioned(VERSION)
        .put("dataset", input.dataset())
        .put("table", input.table())
        .put("generation", input.generation());
  }
}
