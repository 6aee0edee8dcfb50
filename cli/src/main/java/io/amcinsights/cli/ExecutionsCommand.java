package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lake executions}. */
@Command(name = "executions", description = "Executions of the pipelines, newest first.")
final class ExecutionsCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(names = "--status", paramLabel = "S", description = "RUNNING, COMPLETED or FAILED.")
  private @Nullable String status;

  @Option(names = "--stage", paramLabel = "a|b", description = "Only this stage.")
  private @Nullable String stage;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  ExecutionsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var filter = new LinkedHashMap<String, String>();
    ObjectsCommand.put(filter, "status", status);
    ObjectsCommand.put(filter, "stage", stage);
    JsonNode executions = context.client().get("/executions", filter);
    if (json) {
      context.output().json(executions);
    } else if (executions.isEmpty()) {
      context.output().note("No executions match.");
    } else {
      print(executions);
    }
    return CommandFailure.DONE;
  }

  private void print(JsonNode executions) {
    var table = new TextTable("STATUS", "STAGE", "STARTED", "TOOK", "OBJECTS", "ID", "SUBJECT");
    for (JsonNode it : executions) {
      table.row(
          it.path("status").asText(),
          it.path("stage").asText(),
          Words.time(it.path("startedAt")),
          Words.between(it.path("startedAt"), it.path("endedAt")),
          it.path("objects").asText(),
          it.path("id").asText(),
          it.path("subject").asText());
    }
    table.print(context.output());
  }
}
