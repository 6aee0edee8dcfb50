package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.naming.LakeNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake deploy}, {@code diff} and {@code synth}: the CDK of {@code infra}, as it is. */
abstract class CdkCommand implements Callable<Integer>, OnAws {

  private final CommandContext context;
  private final String verb;

  @Mixin private final InstallationOptions installation = new InstallationOptions();

  @Parameters(arity = "0..*", description = "Passed on to cdk (after --).")
  private List<String> arguments = List.of();

  private CdkCommand(CommandContext context, String verb) {
    this.context = context;
    this.verb = verb;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path infra = context.surroundings().home().resolve("infra");
    Path cdk = infra.resolve("node_modules").resolve(".bin").resolve("cdk");
    if (!Files.isExecutable(cdk)) {
      context.output().note("Installing the pinned cdk command in " + infra);
      int code = run(infra, List.of("npm", "ci", "--no-audit", "--no-fund"));
      if (code != 0) {
        return code;
      }
    }
    var command = new ArrayList<>(List.of(cdk.toString(), verb));
    command.addAll(chosen());
    command.addAll(words(arguments));
    return run(infra, command);
  }

  /** Which installation, and which account. */
  private List<String> chosen() {
    var chosen = new ArrayList<String>();
    LakeNames names = installation.names();
    if (!names.equals(LakeNames.DEFAULT)) {
      chosen.addAll(List.of("-c", "installation=" + names.installation()));
      chosen.addAll(List.of("-c", "environment=" + names.environment()));
    }
    String profile = context.root().profile();
    if (profile != null) {
      chosen.addAll(List.of("--profile", profile));
    }
    return chosen;
  }

  CommandContext context() {
    return context;
  }

  LakeNames names() {
    return installation.names();
  }

  /** What cdk is told beside the installation and the account. */
  List<String> words(List<String> given) {
    return given;
  }

  private int run(Path infra, List<String> command) throws IOException, InterruptedException {
    ProcessBuilder process = new ProcessBuilder(command).directory(infra.toFile()).inheritIO();
    String region = context.root().region();
    if (region != null) {
      process.environment().putAll(Map.of("AWS_REGION", region, "AWS_DEFAULT_REGION", region));
    }
    try {
      return process.start().waitFor();
    } catch (IOException e) {
      throw CommandFailure.failed(
          "Cannot run '%s' in %s (%s). Install Node 20 or newer, then: cd infra && npm ci"
              .formatted(String.join(" ", command), infra, e.getMessage()));
    }
  }

  @Command(
      name = "deploy",
      description = {
        "Deploys to an AWS account (cdk deploy), unless doctor finds what stands in the way.",
        "--profile P and --region R choose the account; otherwise your environment does."
      })
  static final class Deploy extends CdkCommand {

    private static final Path OUTPUTS = Path.of("target", "outputs.json");

    @Option(names = "--skip-doctor", description = "Deploy whatever doctor would say.")
    private boolean skipDoctor;

    Deploy(CommandContext context) {
      super(context, "deploy");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
      if (!skipDoctor) {
        DoctorCommand.clear(context(), names());
      }
      Path outputs = context().surroundings().home().resolve("infra").resolve(OUTPUTS);
      Files.deleteIfExists(outputs);
      int code = super.call();
      if (Files.exists(outputs)) {
        print(Json.read("Outputs of stacks", Files.readString(outputs)));
      }
      return code;
    }

    /** Only deploy refuses to choose among several stacks; it means all. */
    @Override
    List<String> words(List<String> given) {
      var words = new ArrayList<>(List.of("--outputs-file", OUTPUTS.toString()));
      words.addAll(given.isEmpty() ? List.of("--all") : given);
      return words;
    }

    private void print(JsonNode stacks) {
      var table = new TextTable("STACK", "OUTPUT", "VALUE");
      for (Map.Entry<String, JsonNode> stack : stacks.properties()) {
        for (Map.Entry<String, JsonNode> output : stack.getValue().properties()) {
          // What stacks tell each other is nobody else's business.
          if (!output.getKey().startsWith("Exports")) {
            table.row(stack.getKey(), output.getKey(), output.getValue().asText());
          }
        }
      }
      if (!table.isEmpty()) {
        table.print(context().output());
      }
    }
  }

  @Command(name = "diff", description = "Shows what a deployment would change (cdk diff).")
  static final class Diff extends CdkCommand {
    Diff(CommandContext context) {
      super(context, "diff");
    }
  }

  @Command(name = "synth", description = "Writes the templates (cdk synth).")
  static final class Synth extends CdkCommand {
    Synth(CommandContext context) {
      super(context, "synth");
    }
  }
}
