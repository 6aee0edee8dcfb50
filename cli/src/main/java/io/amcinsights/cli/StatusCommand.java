package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.cli.Output.Colour;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.control.LakeFile;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lake status}. */
@Command(name = "status", description = "What runs where, what waits, what became of the objects.")
final class StatusCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    LakeFolder folder = context.folder();
    LakeFile lake = folder.running().orElse(null);
    if (lake == null) {
      return notRunning(folder);
    }
    JsonNode status = context.connect().apply(folder, lake).get("/status", Map.of());
    if (json) {
      context.output().json(status);
    } else {
      print(status);
    }
    return CommandFailure.DONE;
  }

  private int notRunning(LakeFolder folder) {
    CommandFailure failure = folder.notRunning();
    if (!json) {
      throw failure;
    }
    ObjectNode status = Json.object().put("running", false).put("dir", folder.path().toString());
    status.putObject("endpoints");
    status.putArray("queues");
    status.putObject("objects");
    status.putObject("executions");
    context.output().json(status);
    return failure.exitCode();
  }

  private void print(JsonNode status) {
    Output output = context.output();
    output.line(
        output.coloured(Colour.GOOD, "running")
            + "  "
            + status.path("dir").asText()
            + "  pid "
            + status.path("pid").asText()
            + "  since "
            + Words.time(status.path("startedAt"))
            + (status.hasNonNull("rssBytes")
                ? "  memory " + Words.bytes(status.path("rssBytes").asLong())
                : ""));
    status
        .path("endpoints")
        .properties()
        .forEach(it -> output.line("  %-9s %s".formatted(it.getKey(), it.getValue().asText())));
    output.line("");
    var queues = new TextTable("QUEUE", "VISIBLE", "IN FLIGHT", "OLDEST");
    for (JsonNode queue : status.path("queues")) {
      boolean idle = queue.path("visible").asLong() + queue.path("inFlight").asLong() == 0;
      if (!queue.path("dlq").asBoolean() || !idle) {
        queues.row(
            queue.path("name").asText(),
            queue.path("visible").asText(),
            queue.path("inFlight").asText(),
            queue.hasNonNull("oldestSeconds") ? queue.path("oldestSeconds").asText() + " s" : "-");
      }
    }
    queues.print(output);
    output.line("");
    output.line("objects     " + counts(status.path("objects")));
    output.line("executions  " + counts(status.path("executions")));
  }

  /** {@code COMMITTED 140, QUARANTINED 7}. */
  static String counts(JsonNode counts) {
    return counts.isEmpty()
        ? "none"
        : counts.properties().stream()
            .map(it -> it.getKey() + " " + it.getValue().asText())
            .collect(java.util.stream.Collectors.joining(", "));
  }
}
