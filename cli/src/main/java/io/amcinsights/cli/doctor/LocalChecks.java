package io.amcinsights.cli.doctor;

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
    checks.add(new DatasetsCheck(infra.resolve("datasets_parameters.json"), names));
    checks.add(new PackagedCheck(home));
    checks.add(new SynthesisCheck(infra, names));
    running.map(LocalLakeCheck::new).ifPresent(checks::add);
    return List.copyOf(checks);
  }
}
