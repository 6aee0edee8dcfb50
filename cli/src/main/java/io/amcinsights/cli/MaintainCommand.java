package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.cli.Output.Colour;
import io.amcinsights.core.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake maintain}: has tables maintained now, or says what that would do. */
@Command(
    name = "maintain",
    description = {
      "Maintains tables now instead of on their schedule: brings small files together, lets old",
      "snapshots expire, removes files without a reference. All tables when none is named."
    })
final class MaintainCommand implements Callable<Integer> {

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final CommandContext context;

  @Parameters(paramLabel = "TABLE", arity = "0..1", description = "table, or database.table")
  private @Nullable String table;

  @Option(names = "--dataset", paramLabel = "D", description = "All tables of this dataset.")
  private @Nullable String dataset;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "900",
      description =
          "Stop waiting after this many seconds; the lake goes on (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  MaintainCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (table != null && dataset != null) {
      throw CommandFailure.usage("Name a TABLE or a --dataset, not both.");
    }
    LakeClient client = context.client();
    return dryRun ? preview(client) : maintain(client);
  }

  private int preview(LakeClient client) {
    Map<String, String> query = new LinkedHashMap<>();
    ObjectsCommand.put(query, "table", table);
    ObjectsCommand.put(query, "dataset", dataset);
    JsonNode tables = client.get("/maintenance", query);
    Output output = context.output();
    if (json) {
      output.json(tables);
    } else if (tables.isEmpty()) {
      output.note("No tables yet: a table appears with the first result it holds.");
    } else {
      print(output, tables);
    }
    return CommandFailure.DONE;
  }

  private static void print(Output output, JsonNode tables) {
    var lines =
        new TextTable("TABLE", "FILES", "BECOME", "SIZE", "SNAPSHOTS EXPIRE", "ORPHANS", "SIZE");
    for (JsonNode it : tables) {
      lines.row(
          it.path("table").asText(),
          it.path("files").asText(),
          it.path("groups").asText(),
          Words.bytes(it.path("bytes").asLong()),
          it.path("snapshots").asText(),
          it.path("orphans").asText(),
          Words.bytes(it.path("orphanBytes").asLong()));
    }
    lines.print(output);
  }

  private int maintain(LakeClient client) throws InterruptedException {
    ObjectNode wanted = Json.object();
    Json.putIfPresent(wanted, "table", table);
    Json.putIfPresent(wanted, "dataset", dataset);
    JsonNode rung = client.post("/maintenance", wanted);
    long end = System.nanoTime() + Duration.ofSeconds(timeout).toNanos();
    JsonNode tables = client.post("/maintenance/progress", rung);
    while (open(tables) > 0 && System.nanoTime() < end) {
      context.output().progress(progress(tables));
      Thread.sleep(PAUSE.toMillis());
      tables = client.post("/maintenance/progress", rung);
    }
    report(tables);
    long failed = count(tables, "FAILED");
    if (open(tables) > 0 || failed > 0) {
      throw CommandFailure.failed(
          "%s not done, %s failed. Look closer: lake execution ID; lake dlq"
              .formatted(Words.count(open(tables), "table", "tables"), failed));
    }
    return CommandFailure.DONE;
  }

  private static String progress(JsonNode tables) {
    String running =
        StreamSupport.stream(tables.spliterator(), false)
            .filter(it -> it.path("state").asText().equals("RUNNING"))
            .findFirst()
            .map(it -> ", now " + it.path("table").asText())
            .orElse("");
    return "Maintaining: %d of %s done%s"
        .formatted(
            tables.size() - open(tables), Words.count(tables.size(), "table", "tables"), running);
  }

  private static long open(JsonNode tables) {
    return tables.size() - count(tables, "DONE") - count(tables, "FAILED");
  }

  private static long count(JsonNode tables, String state) {
    return StreamSupport.stream(tables.spliterator(), false)
        .filter(it -> it.path("state").asText().equals(state))
        .count();
  }

  private void report(JsonNode tables) {
    Output output = context.output();
    if (json) {
      output.json(tables);
      return;
    }
    if (tables.isEmpty()) {
      output.note("No tables yet: a table appears with the first result it holds.");
    }
    for (JsonNode it : tables) {
      String state = it.path("state").asText();
      Colour colour = state.equals("DONE") ? Colour.GOOD : Colour.BAD;
      output.line(output.coloured(colour, state) + "  " + it.path("table").asText());
      String what = it.path(it.hasNonNull("error") ? "error" : "done").asText();
      if (!what.isEmpty()) {
        output.line("    " + what);
      }
      if (!state.equals("DONE") && it.hasNonNull("execution")) {
        output.line("    lake execution " + it.path("execution").asText());
      }
    }
  }
}
