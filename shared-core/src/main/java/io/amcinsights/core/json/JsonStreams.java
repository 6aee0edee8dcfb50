package io.amcinsights.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A function's way in and out: one JSON document each. */
public final class JsonStreams {

  private JsonStreams() {}

  /**
   * Reads the input, runs the work and writes its answer.
   *
   * @param what names the input in messages
   */
  public static void answer(
      String what, InputStream in, OutputStream out, UnaryOperator<JsonNode> work)
      throws IOException {
    JsonNode input = Json.read(what, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    out.write(Json.write(work.apply(input)).getBytes(StandardCharsets.UTF_8));
  }
}
