package io.amcinsights.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a journal says about an execution.
 *
 * @param definition key of the definition it was started under
 * @param entries states entered so far, in order
 * @param end null while it runs
 */
record ExecutionRecord(
    JsonNode input,
    Instant startedAt,
    String definition,
    List<Entered> entries,
    @Nullable End end) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A state entered, with the variables it found. */
  record Entered(Entry entry, String kind, Map<String, JsonNode> variables, Instant at) {}

  /** How it ended. */
  record End(
      Status status,
      Instant at,
      @Nullable JsonNode output,
      @Nullable String error,
      @Nullable String cause) {}

  static ObjectNode started(JsonNode input, Instant at, String definition) {
    ObjectNode line = line("started", at);
    line.put("definition", definition);
    line.set("input", input);
    return line;
  }

  static ObjectNode entered(Entry entry, String kind, Map<String, JsonNode> variables, Instant at) {
    ObjectNode line = line("entered", at);
    line.put("state", entry.state());
    line.put("kind", kind);
    line.put("enteredAt", entry.enteredAt().toString());
    if (!entry.attempts().isEmpty()) {
      entry.attempts().forEach(line.withArray("attempts")::add);
    }
    Instant notBefore = entry.notBefore();
    if (notBefore != null) {
      line.put("notBefore", notBefore.toString());
    }
    line.set("input", entry.input());
    ObjectNode all = line.putObject("variables");
    variables.forEach(all::set);
    return line;
  }

  static ObjectNode ended(End end) {
    ObjectNode line = line("ended", end.at());
    line.put("status", end.status().name());
    if (end.output() != null) {
      line.set("output", end.output());
    }
    if (end.error() != null) {
      line.put("error", end.error());
    }
    if (end.cause() != null) {
      line.put("cause", end.cause());
    }
    return line;
  }

  /** Empty when not even the first line is whole: such a start was never answered. */
  static Optional<ExecutionRecord> of(List<JsonNode> lines) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    JsonNode first = lines.get(0);
    List<Entered> entries = new ArrayList<>();
    End end = null;
    for (JsonNode line : lines.subList(1, lines.size())) {
      switch (line.path("type").asText()) {
        case "entered" -> entries.add(readEntered(line));
        case "ended" -> end = readEnd(line);
        default -> throw new IllegalStateException("Journal line of an unknown type: " + line);
      }
    }
    return Optional.of(
        new ExecutionRecord(
            first.path("input"), at(first, "at"), first.path("definition").asText(), entries, end));
  }

  private static Entered readEntered(JsonNode line) {
    List<Integer> attempts = new ArrayList<>();
    line.path("attempts").forEach(count -> attempts.add(count.intValue()));
    Map<String, JsonNode> variables = new LinkedHashMap<>();
    line.path("variables").properties().forEach(e -> variables.put(e.getKey(), e.getValue()));
    Entry entry =
        new Entry(
            line.path("state").asText(),
            line.path("input"),
            attempts,
            at(line, "enteredAt"),
            line.has("notBefore") ? at(line, "notBefore") : null);
    return new Entered(entry, line.path("kind").asText(), variables, at(line, "at"));
  }

  private static End readEnd(JsonNode line) {
    return new End(
        Status.valueOf(line.path("status").asText()),
        at(line, "at"),
        line.get("output"),
        line.path("error").textValue(),
        line.path("cause").textValue());
  }

  private static Instant at(JsonNode line, String field) {
    return Instant.parse(line.path(field).asText());
  }

  private static ObjectNode line(String type, Instant at) {
    return JSON.objectNode().put("type", type).put("at", at.toString());
  }
}
