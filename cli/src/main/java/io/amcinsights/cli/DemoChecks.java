package io.amcinsights.cli;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.cli.DemoReport.Check;
import io.amcinsights.cli.samples.SampleData;
import io.amcinsights.cli.samples.SampleFile;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what became of the samples with what their generator knows. */
final class DemoChecks {

  private static final int LINEAGE_COLUMNS = 6;

  /** Columns whose type says whether inference understood AMC's names and values. */
  private static final Map<String, String> TYPES =
      Map.of(
          "campaign_id", "string",
          "campaign", "string",
          "date", "date",
          "dma_code", "string",
          "impressions", "long",
          "product_sales", "double",
          "total_cost", "double",
          "ntb_rate", "double",
          "filtered", "boolean");

  private final LakeClient client;
  private final Map<String, String> buckets;
  private final List<Check> found = new ArrayList<>();

  /**
   * @param buckets by tenant
   */
  DemoChecks(LakeClient client, Map<String, String> buckets) {
    this.client = client;
    this.buckets = buckets;
  }

  List<Check> found() {
    return List.copyOf(found);
  }

  void all(JsonNode objects, JsonNode tables, List<SampleFile> files) {
    Map<String, JsonNode> byId = new TreeMap<>();
    objects.forEach(it -> byId.put(it.path("id").asText(), it));
    states(byId, files);
    reasons(byId, files);
    tables(tables);
    columns(tables, files);
    types(tables);
    rows(files);
    purchases(files);
    queues();
  }

  private void states(Map<String, JsonNode> byId, List<SampleFile> files) {
    List<String> wrong = new ArrayList<>();
    for (SampleFile file : files) {
      JsonNode object = byId.get(id(file));
      String state = object == null ? "unknown" : object.path("state").asText();
      if (!state.equals(file.state())) {
        String reason = object == null ? "" : " (" + object.path("reason").asText() + ")";
        wrong.add(file.path() + " is " + state + reason + ", not " + file.state());
      }
    }
    check(
        "every object ended in the state its file deserves",
        wrong,
        files.size() + " objects: " + SampleData.states());
  }

  private void reasons(Map<String, JsonNode> byId, List<SampleFile> files) {
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (SampleFile file : files) {
      String part = file.reason();
      JsonNode object = byId.get(id(file));
      if (part != null && object != null) {
        checked++;
        String reason = object.path("reason").asText("");
        if (reason.isBlank() || reason.equals("null") || !reason.contains(part)) {
          wrong.add(file.path() + " says '" + reason + "', expected '" + part + "' in it");
        }
      }
    }
    check("whatever was not loaded says why", wrong, checked + " reasons");
  }

  private void tables(JsonNode tables) {
    Map<String, Long> actual = new TreeMap<>();
    tables.forEach(it -> actual.put(it.path("name").asText(), it.path("rows").asLong()));
    Map<String, Integer> expected = SampleData.rowsByTable();
    Set<String> names = new TreeSet<>(actual.keySet());
    names.addAll(expected.keySet());
    List<String> wrong = new ArrayList<>();
    for (String name : names) {
      long rows = actual.getOrDefault(name, -1L);
      int want = expected.getOrDefault(name, -1);
      if (rows != want) {
        wrong.add(name + " has " + shown(rows) + ", expected " + shown(want));
      }
    }
    long total = expected.values().stream().mapToInt(Integer::intValue).sum();
    check(
        "every table holds the rows delivered",
        wrong,
        expected.size() + " tables, " + total + " rows");
  }

  private static String shown(long rows) {
    return rows < 0 ? "no table" : Words.count(rows, "row", "rows");
  }

  private void columns(JsonNode tables, List<SampleFile> files) {
    Map<String, Set<String>> expected = new TreeMap<>();
    for (SampleFile file : files) {
      String table = file.table();
      if (table != null) {
        expected.computeIfAbsent(table, name -> new LinkedHashSet<>()).addAll(file.columns());
      }
    }
    List<String> wrong = new ArrayList<>();
    for (JsonNode table : tables) {
      List<String> names = new ArrayList<>();
      table.path("columns").forEach(it -> names.add(it.path("name").asText()));
      Set<String> own =
          new TreeSet<>(names.subList(Math.min(LINEAGE_COLUMNS, names.size()), names.size()));
      Set<String> want =
          new TreeSet<>(expected.getOrDefault(table.path("name").asText(), Set.of()));
      if (!own.equals(want)) {
        wrong.add(table.path("name").asText() + " has " + own + ", expected " + want);
      }
    }
    check("every column arrived, the late one too", wrong, "after the six lineage columns");
  }

  private void types(JsonNode tables) {
    List<String> wrong = new ArrayList<>();
    for (JsonNode table : tables) {
      for (JsonNode column : table.path("columns")) {
        String want = TYPES.get(column.path("name").asText());
        String type = column.path("type").asText();
        if (want != null && !want.equals(type)) {
          wrong.add(
              "%s.%s is %s, expected %s"
                  .formatted(
                      table.path("name").asText(), column.path("name").asText(), type, want));
        }
      }
    }
    check("types are right", wrong, "identifiers and codes text, money double, dates dates");
  }

  private void rows(List<SampleFile> files) {
    Map<String, Integer> expected = new TreeMap<>();
    Set<String> tables = new TreeSet<>();
    for (SampleFile file : files) {
      String table = file.table();
      if (table != null) {
        expected.put(id(file), file.rows());
        tables.add(table);
      }
    }
    Map<String, Integer> actual = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    for (String table : tables) {
      for (JsonNode row :
          ask(
              "select source_object, count(*), count(distinct source_version) from "
                  + table
                  + " group by 1")) {
        actual.put(row.path(0).asText(), row.path(1).asInt());
        if (row.path(2).asInt() != 1) {
          wrong.add(row.path(0).asText() + " is there in more than one version");
        }
      }
    }
    expected.forEach(
        (id, rows) -> {
          if (!rows.equals(actual.get(id))) {
            wrong.add(id + " has " + actual.get(id) + " rows, expected " + rows);
          }
        });
    actual.keySet().stream()
        .filter(id -> !expected.containsKey(id))
        .forEach(id -> wrong.add(id + " is in a table and should not be"));
    check("every row is there exactly once", wrong, expected.size() + " files, row by row");
  }

  private void purchases(List<SampleFile> files) {
    Map<String, Long> expected = new TreeMap<>();
    for (SampleFile file : files) {
      String table = file.table();
      if (table != null && file.columns().contains("purchases")) {
        expected.merge(table, file.purchases(), Long::sum);
      }
    }
    List<String> wrong = new ArrayList<>();
    expected.forEach(
        (table, sum) -> {
          long found = ask("select sum(purchases) from " + table).path(0).path(0).asLong();
          if (found != sum) {
            wrong.add(table + " sums to " + found + ", expected " + sum);
          }
        });
    check("sums are right", wrong, "purchases of " + expected.size() + " tables");
  }

  private void queues() {
    List<String> wrong = new ArrayList<>();
    JsonNode status = client.get("/status", Map.of());
    int queues = 0;
    for (JsonNode queue : status.path("queues")) {
      queues++;
      long messages = queue.path("visible").asLong() + queue.path("inFlight").asLong();
      if (messages > 0) {
        wrong.add(queue.path("name").asText() + " holds " + messages);
      }
    }
    check("no message is left and no work failed", wrong, queues + " queues empty");
  }

  /** After the same file was delivered again. */
  void repeated(String id, JsonNode before) {
    List<String> wrong = new ArrayList<>();
    List<String> states = new ArrayList<>();
    client
        .get("/objects", Map.of("id", id, "all", "true"))
        .forEach(it -> states.add(it.path("state").asText()));
    states.sort(null);
    if (!states.equals(List.of("COMMITTED", "SKIPPED"))) {
      wrong.add("its deliveries are " + states);
    }
    JsonNode after = client.get("/tables", Map.of());
    if (!after.equals(before)) {
      wrong.add("the tables changed");
    }
    check("a file delivered again changes nothing", wrong, "SKIPPED; no table has a new snapshot");
  }

  private JsonNode ask(String sql) {
    return client.post("/query", Json.object().put("sql", sql)).path("rows");
  }

  private String id(SampleFile file) {
    return "s3://" + buckets.get(file.tenant()) + "/" + file.key();
  }

  private void check(String name, List<String> wrong, String detail) {
    String shown = wrong.stream().limit(5).collect(joining("; "));
    String more = wrong.size() > 5 ? "; and " + (wrong.size() - 5) + " more" : "";
    found.add(new Check(name, wrong.isEmpty(), wrong.isEmpty() ? detail : shown + more));
  }
}
