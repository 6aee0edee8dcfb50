package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all steps of a backfill found and did together. */
final class BackfillTotals {

  private static final List<String> COUNTS =
      List.of(
          "looked",
          "enqueued",
          "enqueuedBytes",
          "committed",
          "inFlight",
          "skipped",
          "quarantined",
          "failed",
          "outOfRange");

  private static final List<String> OWNER = List.of("tenant", "dataset");

  private final ObjectNode sums = Json.object();
  private final Map<String, ObjectNode> owners = new TreeMap<>();

  BackfillTotals() {
    COUNTS.forEach(count -> sums.put(count, 0L));
  }

  void add(JsonNode step) {
    sums.put("bucket", step.path("bucket").asText());
    add(sums, step, COUNTS);
    for (JsonNode share : step.path("by")) {
      ObjectNode owner = owners.computeIfAbsent(nameOf(share), name -> owner(share));
      add(owner, share, List.of("objects", "bytes"));
    }
  }

  JsonNode sums() {
    return sums;
  }

  /** What was announced, or would be, by owner: {@code [{tenant,dataset,objects,bytes}]}. */
  ArrayNode by() {
    ArrayNode by = sums.arrayNode();
    owners.values().forEach(by::add);
    return by;
  }

  ObjectNode json(boolean dryRun) {
    ObjectNode document = sums.deepCopy();
    document.set("by", by());
    return document.put("dryRun", dryRun);
  }

  private static String nameOf(JsonNode share) {
    return share.path("tenant").asText() + " " + share.path("dataset").asText();
  }

  private static ObjectNode owner(JsonNode share) {
    ObjectNode owner = Json.object();
    OWNER.forEach(
        field -> owner.put(field, share.hasNonNull(field) ? share.path(field).asText() : null));
    return owner;
  }

  private static void add(ObjectNode sum, JsonNode part, List<String> counts) {
    counts.forEach(it -> sum.put(it, sum.path(it).asLong() + part.path(it).asLong()));
  }
}
