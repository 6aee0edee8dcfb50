package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lake tables}. */
@Command(name = "tables", description = "The tables of the lake.")
final class TablesCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  TablesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    JsonNode tables = context.client().get("/tables", Map.of());
    if (json) {
      context.output().json(tables);
    } else if (tables.isEmpty()) {
      context.output().note("No tables yet: a table appears with the first result it holds.");
    } else {
      print(context.output(), tables);
    }
    return CommandFailure.DONE;
  }

  static void print(Output output, JsonNode tables) {
    var table = new TextTable("TABLE", "ROWS", "COLUMNS", "FILES", "SIZE", "SNAPSHOTS");
    for (JsonNode it : tables) {
      table.row(
          it.path("database").asText() + "." + it.path("name").asText(),
          it.path("rows").asText(),
          String.valueOf(it.path("columns").size()),
          it.path("files").asText(),
          Words.bytes(it.path("bytes").asLong()),
          it.path("snapshots").asText());
    }
    table.print(output);
  }
}
