package io.amcinsights.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lake deploy}, {@code diff} and {@code synth}: the CDK of {@code infra}, as it is. */
abstract class CdkCommand implements Callable<Integer> {

  private final CommandContext context;
  private final String verb;

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
    // Only deploy refuses to choose among several stacks; the others mean all.
    command.addAll(arguments.isEmpty() && verb.equals("deploy") ? List.of("--all") : arguments);
    return run(infra, command);
  }

  private static int run(Path infra, List<String> command)
      throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).directory(infra.toFile()).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw CommandFailure.failed(
          "Cannot run '%s' in %s (%s). Install Node 20 or newer, then: cd infra && npm ci"
              .formatted(String.join(" ", command), infra, e.getMessage()));
    }
  }

  @Command(
      name = "deploy",
      description = "Deploys to the AWS account of your profile (cdk deploy).")
  static final class Deploy extends CdkCommand {
    Deploy(CommandContext context) {
      super(context, "deploy");
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
