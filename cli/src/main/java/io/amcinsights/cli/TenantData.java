package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What a tenant leaves behind: told before it goes, and deleted step by step. */
final class TenantData {

  private static final int MOST_NAMED = 5;

  private static final Duration PAUSE = Duration.ofMillis(400);

  private final LakeClient client;
  private final Output output;
  private final TenantWatch.Pause pause;

  TenantData(LakeClient client, Output output) {
    this(client, output, it -> Thread.sleep(it.toMillis()));
  }

  TenantData(LakeClient client, Output output, TenantWatch.Pause pause) {
    this.client = client;
    this.output = output;
    this.pause = pause;
  }

  /** Says exactly what goes and what stays. */
  void describe(JsonNode tenant) {
    JsonNode data = client.get(path(tenant), Map.of());
    lines(tenant, data).forEach(it -> output.note("  " + it));
  }

  private static List<String> lines(JsonNode tenant, JsonNode data) {
    List<String> lines = new ArrayList<>();
    JsonNode bucket = data.path("bucket");
    String name = "bucket s3://" + bucket.path("name").asText();
    lines.add(
        line(
            bucket,
            "%s with %s of objects, %s"
                .formatted(
                    name,
                    Words.count(bucket.path("versions").asLong(), "version", "versions"),
                    Words.bytes(bucket.path("bytes").asLong())),
            name + " and what lies there"));
    JsonNode key = data.path("key");
    lines.add(
        line(
            key,
            "key %s, after %d days".formatted(key.path("arn").asText(), key.path("days").asInt()),
            "its key"));
    JsonNode tables = data.path("tables");
    String all =
        "%s_* of %s-%s"
            .formatted(
                tenant.path("prefix").asText(),
                tenant.path("team").asText(),
                tenant.path("dataset").asText());
    lines.add(line(tables, tables(all, tables.path("list")), "tables " + all + ", its rows too"));
    lines.add("stays  rows of the object catalogue: what was delivered when, not what was in it");
    return lines;
  }

  private static String line(JsonNode part, String goes, String stays) {
    return part.path("goes").asBoolean()
        ? "goes   " + goes
        : "stays  %s: %s".formatted(stays, part.path("why").asText());
  }

  private static String tables(String all, JsonNode list) {
    if (list.isEmpty()) {
      return "tables %s: there are none".formatted(all);
    }
    List<String> named =
        StreamSupport.stream(list.spliterator(), false)
            .limit(MOST_NAMED)
            .map(it -> it.path("name").asText())
            .toList();
    long rows =
        StreamSupport.stream(list.spliterator(), false)
            .mapToLong(it -> it.path("rows").asLong())
            .sum();
    return "%s with %s: %s%s"
        .formatted(
            Words.count(list.size(), "table", "tables"),
            Words.count(rows, "row", "rows"),
            String.join(", ", named),
            list.size() > MOST_NAMED ? " and %d more".formatted(list.size() - MOST_NAMED) : "");
  }

  /**
   * Deletes all of it.
   *
   * @return {@code {versions, tables}}: how many went
   */
  ObjectNode delete(JsonNode tenant) throws InterruptedException {
    String id = tenant.path("customerId").asText();
    long versions = 0;
    long tables = 0;
    JsonNode step;
    do {
      step = client.post(path(tenant) + "/delete", Json.object());
      versions += step.path("versions").asLong();
      tables += step.path("tables").asLong();
      long waitsFor = step.path("waitsFor").asLong();
      if (waitsFor > 0) {
        output.working(
            "%s: waiting for %s at work"
                .formatted(id, Words.count(waitsFor, "delivery", "deliveries")));
        pause.of(PAUSE);
      } else {
        output.working(
            "%s: %s and %s of objects deleted"
                .formatted(
                    id,
                    Words.count(tables, "table", "tables"),
                    Words.count(versions, "version", "versions")));
      }
    } while (!step.path("done").asBoolean());
    output.endProgress();
    return Json.object().put("versions", versions).put("tables", tables);
  }

  private static String path(JsonNode tenant) {
    return TenantCommand.path(tenant.path("customerId").asText()) + "/data";
  }
}
