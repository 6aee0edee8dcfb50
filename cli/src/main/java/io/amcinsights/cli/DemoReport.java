package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the demo saw.
 *
 * @param objects as {@code lake objects --json}
 * @param tables as {@code lake tables --json}
 * @param executions how many executions of each stage ended in which status
 * @param answer of the sample query
 */
record DemoReport(
    List<Check> checks,
    JsonNode objects,
    JsonNode tables,
    Map<String, Long> executions,
    JsonNode answer,
    Timings timings) {

  /** Something that must hold, and what was found. */
  record Check(String name, boolean ok, String detail) {}

  /**
   * How long things took.
   *
   * @param ready from the call to a lake that answers
   * @param p50 half of the files that came alone were COMMITTED within this
   * @param burst from the first PUT of all the others until nothing was in flight
   * @param rss memory of the lake's process at its peak
   */
  record Timings(
      Duration ready,
      Duration p50,
      Duration p95,
      int burstFiles,
      Duration burst,
      long rss,
      Duration total) {}

  boolean ok() {
    return checks.stream().allMatch(Check::ok);
  }

  /** How many objects ended in which state. */
  Map<String, Long> states() {
    var states = new TreeMap<String, Long>();
    objects.forEach(it -> states.merge(it.path("state").asText(), 1L, Long::sum));
    return states;
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("ok", ok());
    ArrayNode list = json.putArray("checks");
    checks.forEach(
        it ->
            list.addObject().put("name", it.name()).put("ok", it.ok()).put("detail", it.detail()));
    ObjectNode counts = json.putObject("objects");
    states().forEach(counts::put);
    ArrayNode shown = json.putArray("tables");
    for (JsonNode table : tables) {
      ObjectNode entry = shown.addObject();
      entry.put("name", table.path("name").asText());
      entry.put("rows", table.path("rows").asLong());
      entry.set("columns", table.path("columns"));
    }
    json.set("query", QueryCommand.objects(answer));
    json.putObject("timings")
        .put("readySeconds", seconds(timings.ready()))
        .put("committedP50Seconds", seconds(timings.p50()))
        .put("committedP95Seconds", seconds(timings.p95()))
        .put("burstFiles", timings.burstFiles())
        .put("burstSeconds", seconds(timings.burst()))
        .put("peakRssBytes", timings.rss());
    return json.put("seconds", seconds(timings.total()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
