package io.amcinsights.core.library;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.record.Shape;
import io.amcinsights.core.workflow.ExecutionRequestJson;
import io.amcinsights.core.workflow.WorkflowJson;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The format of a stored {@link LibraryEntry}; fields that are empty are left out. */
public final class LibraryJson {

  /** Of the records that stores keep. */
  public static final Shape<LibraryEntry> SHAPE =
      new Shape<>(
          "libraryEntry",
          "workflowId",
          it -> Library.TENANT,
          LibraryEntry::workflowId,
          LibraryEntry::version,
          LibraryEntry::stored,
          LibraryJson::toJson,
          LibraryJson::read);

  private static final String WHAT = "Library entry";
  private static final int VERSION = 1;

  private LibraryJson() {}

  public static LibraryEntry read(String text) {
    return read(Json.read(WHAT, text));
  }

  public static LibraryEntry read(JsonNode node) {
    Json.expectVersion(WHAT, node, VERSION);
    return new LibraryEntry(
        WorkflowJson.readDefinition(Json.text(node, "workflowId"), Json.child(node, "definition")),
        rule(Json.child(node, "rule")),
        node.has("schedules") ? Json.list(node, "schedules", LibraryJson::schedule) : List.of(),
        node.path("removed").asBoolean(),
        Json.number(node, "version"),
        Json.instant(node, "changedAt"));
  }

  public static String write(LibraryEntry entry) {
    return Json.write(toJson(entry));
  }

  private static ObjectNode toJson(LibraryEntry it) {
    ObjectNode node =
        Json.versioned(VERSION).put("tenant", Library.TENANT).put("workflowId", it.workflowId());
    if (it.removed()) {
      node.put("removed", true);
    }
    node.set("definition", WorkflowJson.definition(it.definition()));
    node.set("rule", rule(it.rule()));
    if (!it.schedules().isEmpty()) {
      ArrayNode schedules = node.putArray("schedules");
      it.schedules().forEach(schedule -> schedules.add(schedule(schedule)));
    }
    return node.put("version", it.version()).put("changedAt", Json.instant(it.changedAt()));
  }

  /** A rule as {@code {all, prefixes, tags}}. */
  public static ObjectNode rule(Rule it) {
    ObjectNode node = Json.object();
    if (it.all()) {
      node.put("all", true);
    }
    if (!it.prefixes().isEmpty()) {
      ArrayNode prefixes = node.putArray("prefixes");
      it.prefixes().forEach(prefixes::add);
    }
    if (!it.tags().isEmpty()) {
      Json.putTexts(node, "tags", it.tags());
    }
    return node;
  }

  /** Reads a rule; what is absent is empty. */
  public static Rule rule(JsonNode node) {
    Set<String> prefixes = new TreeSet<>();
    node.path("prefixes").forEach(it -> prefixes.add(it.asText()));
    Map<String, String> tags = new TreeMap<>();
    node.path("tags").properties().forEach(it -> tags.put(it.getKey(), it.getValue().asText()));
    return new Rule(node.path("all").asBoolean(), prefixes, tags);
  }

  /** A schedule of an entry. */
  public static ObjectNode schedule(LibrarySchedule it) {
    ObjectNode node =
        Json.object()
            .put("scheduleId", it.scheduleId())
            .put("expression", it.expression())
            .put("zone", it.zone().getId())
            .put("flexibleMinutes", it.flexibleMinutes());
    node.set("request", ExecutionRequestJson.write(it.request()));
    return node;
  }

  /** Reads a schedule of an entry. */
  public static LibrarySchedule schedule(JsonNode node) {
    return new LibrarySchedule(
        Json.text(node, "scheduleId"),
        Json.text(node, "expression"),
        ZoneId.of(Json.find(node, "zone").orElse("UTC")),
        node.path("flexibleMinutes").asInt(),
        ExecutionRequestJson.read(node.path("request")));
  }
}
