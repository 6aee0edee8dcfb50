package io.amcinsights.cli.doctor;

import io.amcinsights.core.dataset.DatasetParameters;
import io.amcinsights.core.dataset.LakeParameters;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.local.control.LakeFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What this machine has to have. */
public final class LocalChecks {

  private LocalChecks() {}

  /**
   * All of them.
   *
   * @param home the checkout
   * @param running the local lake, when one runs
   */
  public static List<Check> of(
      Path home, LakeNames names, Tools tools, Optional<LakeFile> running) {
    Path infra = home.resolve("infra");
    var checks = new ArrayList<Check>();
    checks.add(ToolCheck.java(tools));
    checks.add(ToolCheck.maven(tools));
    checks.add(ToolCheck.node(tools));
    checks.add(new CdkToolCheck(infra));
    checks.add(new DatasetsCheck(datasets(home), names));
    checks.add(new PackagedCheck(home));
    checks.add(new SynthesisCheck(infra, names));
    running.map(LocalLakeCheck::new).ifPresent(checks::add);
    return List.copyOf(checks);
  }

  /** What is to be deployed; empty when the datasets file is wrong, which a check says. */
  public static Optional<LakeParameters> parameters(Path home, LakeNames names) {
    try {
      return Optional.of(DatasetParameters.read(datasets(home), names));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static Path datasets(Path home) {
    return home.resolve("infra").resolve("datasets_parameters.json");
  }
}
