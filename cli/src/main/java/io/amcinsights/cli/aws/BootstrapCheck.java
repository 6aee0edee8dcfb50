package io.amcinsights.cli.aws;

import io.amcinsights.cli.doctor.Check;
import io.amcinsights.cli.doctor.Finding;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** What CDK puts into an account and region before anything can be deployed there. */
record BootstrapCheck(SsmClient ssm, Account account) implements Check {

  private static final String PARAMETER = "/cdk-bootstrap/hnb659fds/version";

  /** What templates of the CDK ask for. */
  private static final int NEEDED = 6;

  @Override
  public String name() {
    return "bootstrap";
  }

  @Override
  public List<Finding> run() {
    Optional<String> version = Asking.of("ssm:GetParameter", this::version);
    if (version.isEmpty()) {
      return List.of(Finding.problem(name(), "CDK is not bootstrapped here", remedy()));
    }
    boolean enough = Integer.parseInt(version.get()) >= NEEDED;
    return List.of(
        enough
            ? Finding.ok(name(), "version " + version.get())
            : Finding.problem(
                name(), "version %s, and %d is needed".formatted(version.get(), NEEDED), remedy()));
  }

  private Optional<String> version() {
    try {
      return Optional.of(ssm.getParameter(it -> it.name(PARAMETER)).parameter().value());
    } catch (ParameterNotFoundException e) {
      return Optional.empty();
    }
  }

  private String remedy() {
    return "cd infra && npx cdk bootstrap aws://%s/%s".formatted(account.id(), account.region());
  }
}
