package io.amcinsights.cli.aws;

import io.amcinsights.cli.doctor.Check;
import io.amcinsights.cli.doctor.Finding;
import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Stacks of lakes: how ours are, and which others there are. */
record StacksCheck(CloudFormationClient client, LakeNames names) implements Check {

  private static final String INSTALLATION = "lake:installation";
  private static final String FOUNDATION = "-foundation";

  @Override
  public String name() {
    return "stacks";
  }

  @Override
  public List<Finding> run() {
    List<Stack> lakes =
        Asking.of(
            "cloudformation:DescribeStacks",
            () ->
                client.describeStacksPaginator().stacks().stream()
                    .filter(StacksCheck::isOfALake)
                    .toList());
    List<Stack> ours = lakes.stream().filter(this::isOurs).toList();
    var findings = new ArrayList<Finding>();
    findings.add(
        Finding.ok(
            name(),
            ours.isEmpty()
                ? "%s is not deployed yet".formatted(names.prefix())
                : "%s has %d stacks".formatted(names.prefix(), ours.size())));
    others(lakes, findings);
    ours.forEach(it -> state(it, findings));
    return List.copyOf(findings);
  }

  private static boolean isOfALake(Stack stack) {
    return stack.tags().stream().map(Tag::key).anyMatch(INSTALLATION::equals);
  }

  private boolean isOurs(Stack stack) {
    return stack.stackName().startsWith(names.stack(""));
  }

  private void others(List<Stack> lakes, List<Finding> findings) {
    List<String> others =
        lakes.stream()
            .filter(it -> !isOurs(it))
            .map(Stack::stackName)
            .filter(it -> it.endsWith(FOUNDATION))
            .map(it -> it.substring(0, it.length() - FOUNDATION.length()))
            .sorted()
            .toList();
    if (!others.isEmpty()) {
      findings.add(
          Finding.ok(name(), "other installations beside it: " + String.join(", ", others)));
    }
  }

  private void state(Stack stack, List<Finding> findings) {
    String status = stack.stackStatusAsString();
    String found = stack.stackName() + " is " + status;
    if (status.endsWith("_FAILED") || status.equals("ROLLBACK_COMPLETE")) {
      findings.add(Finding.problem(name(), found, remedy(stack, status)));
    } else if (status.endsWith("_IN_PROGRESS") && !status.equals("REVIEW_IN_PROGRESS")) {
      findings.add(Finding.warning(name(), found, "wait until it is done, then: lake doctor"));
    }
  }

  private static String remedy(Stack stack, String status) {
    String of = " --stack-name " + stack.stackName();
    return switch (status) {
      case "UPDATE_ROLLBACK_FAILED" ->
          "correct what its events name, then: aws cloudformation continue-update-rollback" + of;
      case "UPDATE_FAILED" -> "aws cloudformation rollback-stack" + of;
      default ->
          "see its events, then: " + unprotect(stack, of) + "aws cloudformation delete-stack" + of;
    };
  }

  private static String unprotect(Stack stack, String of) {
    return Boolean.TRUE.equals(stack.enableTerminationProtection())
        ? "aws cloudformation update-termination-protection --no-enable-termination-protection"
            + of
            + " && "
        : "";
  }
}
