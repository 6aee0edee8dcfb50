package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake dlq}: failed work, why it failed, and doing it again. Lists when nothing is said. */
@Command(name = "dlq", description = "Failed work: why, and doing it again.")
final class DlqCommand implements Callable<Integer> {

  private final CommandContext context;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private DlqCommand(CommandContext context) {
    this.context = context;
  }

  static CommandSpec with(CommandContext context) {
    return new CommandLine(new DlqCommand(context))
        .addSubcommand("list", new Listing(context))
        .addSubcommand("show", new Show(context))
        .addSubcommand("redrive", new Redrive(context))
        .addSubcommand("purge", new Purge(context))
        .getCommandSpec();
  }

  @Override
  public Integer call() {
    return list(context, json);
  }

  private static int list(CommandContext context, boolean json) {
    JsonNode work = context.client().get("/dlq", Map.of());
    if (json) {
      context.output().json(work);
    } else if (work.isEmpty()) {
      context.output().note("No failed work.");
    } else {
      var table = new TextTable("ID", "STAGE", "DATASET", "ATTEMPTS", "SINCE", "WHY");
      for (JsonNode it : work) {
        table.row(
            it.path("id").asText(),
            it.path("stage").asText(),
            it.path("dataset").asText(),
            it.path("attempts").asText(),
            Words.time(it.path("since")),
            it.path("error").path("message").asText());
      }
      table.print(context.output());
    }
    return CommandFailure.DONE;
  }

  @Command(name = "list", description = "Lists failed work.")
  private static final class Listing implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Listing(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      return list(context, json);
    }
  }

  @Command(name = "show", description = "Shows the envelope of one piece of failed work.")
  private static final class Show implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Show(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      JsonNode work = context.client().get("/dlq", Map.of("id", id));
      if (work.isEmpty()) {
        throw CommandFailure.failed("No failed work '" + id + "'. What there is: lake dlq list");
      }
      if (json) {
        context.output().json(work.get(0));
      } else {
        print(context.output(), work.get(0));
      }
      return CommandFailure.DONE;
    }

    private static void print(Output output, JsonNode it) {
      JsonNode error = it.path("error");
      output.line(it.path("id").asText() + "  in " + it.path("queue").asText());
      output.line(
          "  what     " + error.path("code").asText() + ": " + error.path("message").asText());
      output.line("  remedy   " + error.path("remedy").asText());
      output.line("  stage    " + it.path("stage").asText() + " of " + it.path("dataset").asText());
      output.line("  tried    " + Words.count(it.path("attempts").asLong(), "time", "times"));
      output.line("  since    " + Words.time(it.path("since")));
      it.path("objects").forEach(object -> output.line("  object   " + object.asText()));
      it.path("payload")
          .properties()
          .forEach(
              field ->
                  output.line("  payload  " + field.getKey() + " = " + field.getValue().asText()));
    }
  }

  @Command(name = "redrive", description = "Has failed work done again, as another attempt.")
  private static final class Redrive implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(paramLabel = "ID", arity = "0..*")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "Everything there is.")
    private boolean all;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Redrive(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      if (all == !ids.isEmpty()) {
        throw CommandFailure.usage(
            "Say what to redrive: --all, or the IDs that lake dlq list shows.");
      }
      return changed(context, json, "/dlq/redrive", ids);
    }
  }

  @Command(name = "purge", description = "Forgets failed work; its objects stay FAILED.")
  private static final class Purge implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(paramLabel = "ID", arity = "1..*")
    private List<String> ids = List.of();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Purge(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      return changed(context, json, "/dlq/purge", ids);
    }
  }

  private static int changed(CommandContext context, boolean json, String path, List<String> ids) {
    ObjectNode wanted = Json.object();
    var list = wanted.putArray("ids");
    ids.forEach(list::add);
    JsonNode report = context.client().post(path, wanted);
    if (json) {
      context.output().json(report);
    } else {
      report
          .path("results")
          .forEach(
              it ->
                  context.output().line(it.path("id").asText() + "  " + it.path("what").asText()));
      context
          .output()
          .note(Words.count(report.path("done").asLong(), "message", "messages") + " done.");
    }
    return report.path("failed").asLong() == 0 ? CommandFailure.DONE : CommandFailure.FAILED;
  }
}
