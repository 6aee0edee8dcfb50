package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.cli.Output.Colour;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake query SQL}. */
@Command(name = "query", description = "Asks the tables in SQL.")
final class QueryCommand implements Callable<Integer> {

  /** How the answer is written. */
  enum Format {
    table,
    csv,
    json
  }

  private final CommandContext context;

  @Parameters(paramLabel = "SQL", description = "Tables go by name, or database.name.")
  private String sql = "";

  @Option(
      names = "--format",
      paramLabel = "table|csv|json",
      defaultValue = "table",
      description = "How to write the answer (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  @Option(names = "--json", description = "Same as --format json.")
  private boolean json;

  @Option(
      names = "--at",
      paramLabel = "SNAPSHOT_OR_TIME",
      description = "Ask the tables as they were at a snapshot or a time.")
  private @Nullable String at;

  QueryCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ObjectNode question = Json.object().put("sql", sql);
    Json.putIfPresent(question, "at", at);
    JsonNode answer = context.client().post("/query", question);
    Format wanted = json ? Format.json : format;
    if (wanted == Format.json) {
      context.output().json(objects(answer));
    } else if (wanted == Format.csv) {
      printCsv(context.output(), answer);
    } else {
      printTable(context.output(), answer);
    }
    if (answer.path("truncated").asBoolean()) {
      context
          .output()
          .note("These are the first %d rows, not all.".formatted(answer.path("rows").size()));
    }
    return CommandFailure.DONE;
  }

  /** The answer as a list of objects. */
  static ArrayNode objects(JsonNode answer) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    List<String> columns = columns(answer);
    for (JsonNode row : answer.path("rows")) {
      ObjectNode object = rows.addObject();
      for (int i = 0; i < columns.size(); i++) {
        object.set(columns.get(i), row.get(i));
      }
    }
    return rows;
  }

  static void printTable(Output output, JsonNode answer) {
    var table = new TextTable(columns(answer));
    for (JsonNode row : answer.path("rows")) {
      var cells = new ArrayList<String>();
      row.forEach(value -> cells.add(value.isNull() ? "" : value.asText().replace('\n', ' ')));
      table.row(cells);
    }
    table.print(output);
    int count = answer.path("rows").size();
    output.note(output.coloured(Colour.QUIET, Words.count(count, "row", "rows")));
  }

  private static void printCsv(Output output, JsonNode answer) {
    output.line(
        columns(answer).stream().map(QueryCommand::quoted).collect(Collectors.joining(",")));
    for (JsonNode row : answer.path("rows")) {
      output.line(
          StreamSupport.stream(row.spliterator(), false)
              .map(value -> value.isNull() ? "" : quoted(value.asText()))
              .collect(Collectors.joining(",")));
    }
  }

  private static List<String> columns(JsonNode answer) {
    var names = new ArrayList<String>();
    answer.path("columns").forEach(it -> names.add(it.path("name").asText()));
    return names;
  }

  /** Quoted when needed; empty text always, so that it is not taken for a missing value. */
  private static String quoted(String value) {
    boolean needed = value.isEmpty() || value.matches("(?s).*[\",\r\n].*");
    return needed ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }
}
