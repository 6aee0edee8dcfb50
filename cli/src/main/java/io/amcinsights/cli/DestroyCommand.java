package io.amcinsights.cli;

import io.amcinsights.cli.aws.AwsAccess;
import io.amcinsights.cli.destroy.DataRemoval;
import io.amcinsights.cli.destroy.DestroyException;
import io.amcinsights.cli.destroy.Patience;
import io.amcinsights.cli.destroy.Plan;
import io.amcinsights.cli.destroy.PlanMaker;
import io.amcinsights.cli.destroy.StackRemoval;
import io.amcinsights.cli.destroy.Telling;
import io.amcinsights.cli.destroy.aws.AwsInstallation;
import io.amcinsights.cli.doctor.Unanswered;
import io.amcinsights.core.naming.LakeNames;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake destroy}: takes an installation out of an AWS account. */
@Command(
    name = "destroy",
    aliases = "uninstall",
    description = {
      "Removes an installation's stacks from an AWS account; shows first what goes and what stays.",
      "Data, keys and tables stay, unless --delete-data is given.",
      "An uninstall that stopped goes on when run again.",
      "--profile P and --region R choose the AWS account; otherwise your environment does."
    })
final class DestroyCommand implements Callable<Integer>, OnAws {

  private final CommandContext context;
  private final Doors doors;

  @Mixin private final InstallationOptions installation = new InstallationOptions();

  @Option(names = "--dry-run", description = "Show the plan and stop.")
  private boolean dryRun;

  @Option(
      names = "--delete-data",
      description = {
        "Delete buckets, tables and databases too, and keys after 30 days.",
        "Buckets that were adopted are never touched."
      })
  private boolean deleteData;

  @Option(names = "--yes", description = "Do not ask; for use without a terminal.")
  private boolean yes;

  @Option(names = "--json", description = "Print the plan as one JSON document.")
  private boolean json;

  /**
   * What the command reaches outside.
   *
   * @param account opened when the command runs, never before
   * @param answer the line that somebody types; empty when nobody can
   */
  record Doors(
      Function<LakeNames, AwsInstallation> account,
      Supplier<Optional<String>> answer,
      Patience patience) {}

  DestroyCommand(CommandContext context) {
    this(
        context,
        new Doors(
            names -> account(context.root(), names),
            context.surroundings().typed(),
            Patience.usual()));
  }

  DestroyCommand(CommandContext context, Doors doors) {
    this.context = context;
    this.doors = doors;
  }

  @Override
  public Integer call() throws InterruptedException {
    LakeNames names = installation.names();
    AwsInstallation account = doors.account().apply(names);
    Plan plan = new PlanMaker(account.stacks(), names).make();
    var printed = new DestroyPlan(plan, deleteData, account.account(), account.region());
    if (json) {
      context.output().json(printed.document());
    } else {
      printed.print(context.output());
    }
    if (dryRun || printed.isNothing()) {
      return CommandFailure.DONE;
    }
    confirm(names);
    try {
      new StackRemoval(account.stacks(), doors.patience(), telling()).run(plan);
      if (deleteData) {
        new DataRemoval(account.data(), telling()).run(plan);
      }
    } catch (DestroyException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    }
    return CommandFailure.DONE;
  }

  private static AwsInstallation account(RootOptions root, LakeNames names) {
    try {
      return AwsInstallation.of(AwsAccess.of(root.profile(), root.region()), names);
    } catch (Unanswered e) {
      throw CommandFailure.failed(e.getMessage() + "; " + e.remedy());
    }
  }

  private void confirm(LakeNames names) {
    if (yes) {
      return;
    }
    context
        .output()
        .note(
            "Type %s to remove it%s:"
                .formatted(names.prefix(), deleteData ? " with all its data" : ""));
    Optional<String> answer = doors.answer().get();
    if (answer.isEmpty()) {
      throw CommandFailure.usage(
          "Nothing is removed: there is no terminal to ask on. To remove %s without a question: lake"
                  .formatted(names.prefix())
              + " destroy --installation %s --environment %s %s--yes"
                  .formatted(
                      names.installation(),
                      names.environment(),
                      deleteData ? "--delete-data " : ""));
    }
    if (!answer.get().strip().equals(names.prefix())) {
      throw CommandFailure.failed(
          "Nothing is removed: '%s' is not %s".formatted(answer.get().strip(), names.prefix()));
    }
  }

  private Telling telling() {
    return new Telling() {
      @Override
      public void done(String what) {
        context.output().note(what);
      }

      @Override
      public void progress(String what) {
        context.output().progress(what);
      }
    };
  }
}
