package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.cli.Output.Colour;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lake objects}: the object catalog. */
@Command(name = "objects", description = "What was delivered and what became of it.")
final class ObjectsCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(names = "--state", paramLabel = "S", description = "Only this state, e.g. QUARANTINED.")
  private @Nullable String state;

  @Option(names = "--tenant", paramLabel = "T", description = "Only this customerId.")
  private @Nullable String tenant;

  @Option(names = "--dataset", paramLabel = "D", description = "Only this {team}-{dataset}.")
  private @Nullable String dataset;

  @Option(
      names = "--since",
      paramLabel = "T",
      description = "Received since: a time (2026-03-01T12:00:00Z), a day or an age (30m, 2h, 7d).")
  private @Nullable String since;

  @Option(names = "--all", description = "Every delivery, not only the current one of each key.")
  private boolean all;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  ObjectsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var filter = new LinkedHashMap<String, String>();
    put(filter, "state", state);
    put(filter, "tenant", tenant);
    put(filter, "dataset", dataset);
    put(filter, "since", since);
    put(filter, "all", all ? "true" : null);
    JsonNode objects = context.client().get("/objects", filter);
    if (json) {
      context.output().json(objects);
    } else {
      print(objects);
    }
    return CommandFailure.DONE;
  }

  static void put(Map<String, String> filter, String name, @Nullable String value) {
    if (value != null) {
      filter.put(name, value);
    }
  }

  private void print(JsonNode objects) {
    Output output = context.output();
    if (objects.isEmpty()) {
      output.note("No objects match.");
      return;
    }
    var table = new TextTable("STATE", "ROWS", "SIZE", "RECEIVED", "OBJECT");
    for (JsonNode object : objects) {
      table.row(
          object.path("state").asText(),
          Words.orDash(object.path("rows")),
          Words.bytes(object.path("bytes").asLong()),
          Words.time(object.path("receivedAt")),
          object.path("id").asText()
              + (object.hasNonNull("reason") ? "\n    " + object.path("reason").asText() : ""));
    }
    table.print(output);
    output.note(output.coloured(Colour.QUIET, Words.count(objects.size(), "object", "objects")));
  }
}
