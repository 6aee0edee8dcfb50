package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What documents say of templates beyond what stands in them. */
final class Knowledge {

  /** Why an action is needed, and which source makes the call. */
  static final JsonNode ACTIONS = read("actions.json");

  /** What a type of resource is for. */
  static final JsonNode PURPOSES = read("purposes.json");

  /** What a function, a table or a bucket is for, by its own name. */
  private static final JsonNode NAMES = read("names.json");

  /** What a type of resource costs when nothing happens. */
  static final JsonNode IDLE_PRICES = read("idle-prices.json");

  private Knowledge() {}

  /**
   * What one of ours is for.
   *
   * @param kind {@code functions}, {@code tables} or {@code buckets}
   * @throws IllegalArgumentException when nobody has said
   */
  static String purpose(String kind, String name) {
    JsonNode purpose = NAMES.path(kind).path(name);
    if (!purpose.isTextual()) {
      throw new IllegalArgumentException(
          "names.json does not say what '%s' of %s is for".formatted(name, kind));
    }
    return purpose.asText();
  }

  /** A small map that is the same in every run: name and value in turn. */
  static Map<String, String> sorted(String... namesAndValues) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  private static JsonNode read(String file) {
    try (InputStream in = Knowledge.class.getResourceAsStream(file)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
