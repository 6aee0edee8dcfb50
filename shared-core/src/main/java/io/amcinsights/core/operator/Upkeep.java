package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.message.ExecutionNames;
import io.amcinsights.core.table.TableRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Has tables maintained before their schedule does, and says what came of it. */
final class Upkeep {

  /** How the history calls a maintenance that was done, and what its decision begins with. */
  private static final String DONE = "MAINTAINED";

  private static final String SUMMARY = "Maintenance: ";

  private final OperatorPorts ports;

  Upkeep(OperatorPorts ports) {
    this.ports = ports;
  }

  /** What maintenance of {@code table}, of those of {@code dataset}, or of all would do now. */
  ArrayNode preview(Map<String, String> query) {
    ArrayNode previews = Json.object().arrayNode();
    for (TableRecord table : chosen(query.get("table"), query.get("dataset"))) {
      TableCare.Preview would = ports.care().preview(table.name());
      previews
          .addObject()
          .put("table", table.name())
          .put("dataset", table.dataset())
          .put("files", would.files())
          .put("groups", would.groups())
          .put("bytes", would.bytes())
          .put("snapshots", would.snapshots())
          .put("orphans", would.orphans())
          .put("orphanBytes", would.orphanBytes());
    }
    return previews;
  }

  /**
   * Rings; the answer asks for {@link #progress}: {@code {since, tables:[{table, generation}]}}.
   */
  ObjectNode ring(JsonNode request) {
    String name = Json.find(request, "table").orElse(null);
    ObjectNode rung = Json.object().put("since", Json.instant(ports.clock().instant()));
    ArrayNode tables = rung.putArray("tables");
    Map<String, List<TableRecord>> byDataset = new TreeMap<>();
    for (TableRecord table : chosen(name, Json.find(request, "dataset").orElse(null))) {
      tables.addObject().put("table", table.name()).put("generation", table.generation());
      byDataset.computeIfAbsent(table.dataset(), it -> new ArrayList<>()).add(table);
    }
    byDataset.forEach(
        (dataset, of) ->
            ports.care().ring(dataset(dataset), name == null ? null : of.get(0).name()));
    return rung;
  }

  /** What became of the tables that {@link #ring} rang. */
  ArrayNode progress(JsonNode rung) {
    Instant since = Json.instant(rung, "since");
    ArrayNode answer = Json.object().arrayNode();
    for (JsonNode table : rung.path("tables")) {
      answer.add(progress(Json.text(table, "table"), Json.number(table, "generation"), since));
    }
    return answer;
  }

  /** A ring is heard by the generation that runs, or by the next. */
  private ObjectNode progress(String table, long generation, Instant since) {
    ObjectNode answer = Json.object().put("table", table).put("state", "WAITING");
    long last = ports.registry().find(table).map(TableRecord::generation).orElse(generation);
    for (long it = generation; it <= last; it++) {
      Execution execution = ports.history().find(ExecutionNames.stageB(table, it)).orElse(null);
      if (execution != null) {
        answer.put("execution", execution.id());
        if (isMaintained(execution, since)) {
          return answer.put("state", "DONE").put("done", summary(execution));
        }
        tell(answer, execution, since);
      }
    }
    return answer;
  }

  private static void tell(ObjectNode answer, Execution execution, Instant since) {
    if (execution.status() == Execution.Status.RUNNING) {
      answer.put("state", "RUNNING");
    } else if (execution.status() == Execution.Status.FAILED && endedSince(execution, since)) {
      answer.put("state", "FAILED").put("error", execution.error());
    }
  }

  private static boolean endedSince(Execution execution, Instant since) {
    Instant end = execution.endedAt();
    return end != null && !end.isBefore(since);
  }

  private static boolean isMaintained(Execution execution, Instant since) {
    return execution.history().stream()
        .anyMatch(step -> step.status().equals(DONE) && !step.at().isBefore(since));
  }

  private static String summary(Execution execution) {
    return execution.decisions().stream()
        .filter(it -> it.startsWith(SUMMARY))
        .reduce((first, second) -> second)
        .map(it -> it.substring(SUMMARY.length()))
        .orElse("");
  }

  /** Registered tables that were loaded at some time. */
  private List<TableRecord> chosen(@Nullable String table, @Nullable String dataset) {
    List<TableRecord> all =
        ports.registry().all().stream().filter(it -> it.lastRung() != null).toList();
    if (table != null) {
      return List.of(named(all, table));
    }
    if (dataset == null) {
      return all;
    }
    String name = dataset(dataset).name();
    return all.stream().filter(it -> it.dataset().equals(name)).toList();
  }

  private static TableRecord named(List<TableRecord> all, String name) {
    List<TableRecord> matches =
        all.stream()
            .filter(it -> it.name().equals(name) || it.name().endsWith("." + name))
            .toList();
    if (matches.isEmpty()) {
      throw new InvalidInputException("No table '%s'. What there is: lake tables", name);
    }
    if (matches.size() > 1) {
      throw new InvalidInputException(
          "Table '%s' exists more than once: say which of %s",
          name, matches.stream().map(TableRecord::name).toList());
    }
    return matches.get(0);
  }

  private Dataset dataset(String name) {
    return ports
        .datasets()
        .find(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "No dataset '%s'; there are %s",
                    name, ports.datasets().all().stream().map(Dataset::name).toList()));
  }
}
