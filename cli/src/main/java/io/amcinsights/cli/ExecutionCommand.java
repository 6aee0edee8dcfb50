package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake execution ID}. */
@Command(name = "execution", description = "One execution: its steps, decisions and error.")
final class ExecutionCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(paramLabel = "ID", description = "As lake executions shows it.")
  private String id = "";

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  ExecutionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    String path = "/executions/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    JsonNode execution = context.client().get(path, Map.of());
    if (json) {
      context.output().json(execution);
    } else {
      print(context.output(), execution);
    }
    return CommandFailure.DONE;
  }

  private static void print(Output output, JsonNode it) {
    output.line(it.path("id").asText() + "  " + it.path("status").asText());
    output.line(
        "  pipeline  " + it.path("pipeline").asText() + ", stage " + it.path("stage").asText());
    output.line("  subject   " + it.path("subject").asText());
    output.line(
        "  started   "
            + Words.time(it.path("startedAt"))
            + ", took "
            + Words.between(it.path("startedAt"), it.path("endedAt")));
    if (it.hasNonNull("error")) {
      output.line("  error     " + it.path("error").asText());
    }
    it.path("decisions").forEach(why -> output.line("  decision  " + why.asText()));
    output.line("");
    // A step is written down when it ends, so it took the time since the one before.
    var steps = new TextTable("AT", "TOOK", "STATUS", "COMPONENT");
    JsonNode before = it.path("startedAt");
    for (JsonNode step : it.path("history")) {
      steps.row(
          Words.time(step.path("at")),
          Words.between(before, step.path("at")),
          step.path("status").asText(),
          step.path("component").asText());
      before = step.path("at");
    }
    steps.print(output);
  }
}
