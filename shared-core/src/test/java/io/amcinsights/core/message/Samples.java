package io.amcinsights.core.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The golden samples of {@code docs/messages}. */
public final class Samples {

  private static final Path FOLDER = Path.of("..", "docs", "messages");

  private Samples() {}

  public static JsonNode json(String name) {
    return Json.read(name, text(name));
  }

  /** As programs write it: compact, fields in the order of the sample. */
  public static String compact(String name) {
    return json(name).toString();
  }

  private static String text(String name) {
    try {
      return Files.readString(FOLDER.resolve(name).resolve("sample.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
