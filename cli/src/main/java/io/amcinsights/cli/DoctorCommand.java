package io.amcinsights.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.amcinsights.cli.aws.AwsChecks;
import io.amcinsights.cli.doctor.Check;
import io.amcinsights.cli.doctor.Doctor;
import io.amcinsights.cli.doctor.Finding;
import io.amcinsights.cli.doctor.Finding.Status;
import io.amcinsights.cli.doctor.InstalledTools;
import io.amcinsights.cli.doctor.LocalChecks;
import io.amcinsights.core.naming.LakeNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake doctor}: what would keep a deployment from succeeding. */
@Command(
    name = "doctor",
    description = {
      "Looks whether everything is in place for deploying; changes nothing.",
      "Every finding is OK, a WARNING or a PROBLEM, with its remedy; a PROBLEM is exit code 1.",
      "--profile P and --region R choose the AWS account; otherwise your environment does."
    })
final class DoctorCommand implements Callable<Integer>, OnAws {

  private final CommandContext context;

  @Mixin private final InstallationOptions installation = new InstallationOptions();

  @Option(names = "--local", description = "Look at this machine only, not at AWS.")
  private boolean local;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  DoctorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    LakeNames names = installation.names();
    var findings = new ArrayList<Finding>(Doctor.examine(ofThisMachine(names), this::print));
    if (!local) {
      findings.addAll(Doctor.examine(ofTheAccount(names), this::print));
    }
    if (json) {
      context.output().json(document(findings));
    } else {
      context.output().note(summary(findings));
    }
    return count(findings, Status.PROBLEM) == 0 ? CommandFailure.DONE : CommandFailure.FAILED;
  }

  /**
   * Looks before something is deployed, and says only what stands in the way.
   *
   * @throws CommandFailure when something does
   */
  static void clear(CommandContext context, LakeNames names) {
    var doctor = new DoctorCommand(context);
    var findings = new ArrayList<Finding>(Doctor.examine(doctor.ofThisMachine(names), it -> {}));
    findings.addAll(Doctor.examine(doctor.ofTheAccount(names), it -> {}));
    findings.stream().filter(it -> it.status() == Status.PROBLEM).forEach(doctor::print);
    long problems = count(findings, Status.PROBLEM);
    if (problems > 0) {
      throw CommandFailure.failed(
          "Not deployed, because of %d problems; --skip-doctor deploys all the same"
              .formatted(problems));
    }
  }

  private List<Check> ofThisMachine(LakeNames names) {
    return LocalChecks.of(home(), names, new InstalledTools(), context.folder().running());
  }

  private List<Check> ofTheAccount(LakeNames names) {
    RootOptions root = context.root();
    return AwsChecks.of(
        root.profile(), root.region(), names, LocalChecks.parameters(home(), names));
  }

  private Path home() {
    return context.surroundings().home();
  }

  private void print(Finding it) {
    if (json) {
      return;
    }
    Output output = context.output();
    String status = output.coloured(colour(it.status()), "%-7s".formatted(it.status()));
    String remedy = it.remedy().isEmpty() ? "" : " -> " + it.remedy();
    output.line("%s  %-14s  %s%s".formatted(status, it.check(), it.found(), remedy));
  }

  private static Output.Colour colour(Status status) {
    return switch (status) {
      case OK -> Output.Colour.GOOD;
      case WARNING -> Output.Colour.WARN;
      case PROBLEM -> Output.Colour.BAD;
    };
  }

  private static String summary(List<Finding> findings) {
    return "%d problems, %d warnings, %d in order"
        .formatted(
            count(findings, Status.PROBLEM),
            count(findings, Status.WARNING),
            count(findings, Status.OK));
  }

  private static long count(List<Finding> findings, Status status) {
    return findings.stream().filter(it -> it.status() == status).count();
  }

  private static ArrayNode document(List<Finding> findings) {
    ArrayNode document = JsonNodeFactory.instance.arrayNode();
    for (Finding it : findings) {
      document
          .addObject()
          .put("check", it.check())
          .put("status", it.status().name())
          .put("found", it.found())
          .put("remedy", it.remedy());
    }
    return document;
  }
}
