package io.amcinsights.cli.doctor;

import io.amcinsights.core.naming.LakeNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The templates, made from the datasets file as it is now. */
record SynthesisCheck(Path infra, LakeNames names) implements Check {

  @Override
  public String name() {
    return "templates";
  }

  @Override
  public List<Finding> run() {
    Path target = infra.resolve("target");
    if (!Files.exists(target.resolve("synth.args"))) {
      return List.of(
          Finding.problem(name(), "the CDK app in infra is not built", "mvn -q -Pquick package"));
    }
    Path template = target.resolve("cdk.out").resolve(names.stack("foundation") + ".template.json");
    if (!Files.exists(template)) {
      return List.of(Finding.warning(name(), "none of %s yet".formatted(names.prefix()), remedy()));
    }
    Path datasets = infra.resolve("datasets_parameters.json");
    if (Files.exists(datasets) && isNewer(datasets, template)) {
      return List.of(Finding.warning(name(), "older than " + datasets, remedy()));
    }
    return List.of(Finding.ok(name(), "of %s, up to date".formatted(names.prefix())));
  }

  private String remedy() {
    if (names.equals(LakeNames.DEFAULT)) {
      return "lake synth (deploying does it too)";
    }
    return "lake synth -- -c installation=%s -c environment=%s (deploying does it too)"
        .formatted(names.installation(), names.environment());
  }

  private static boolean isNewer(Path one, Path other) {
    try {
      return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot compare the ages of %s and %s".formatted(one, other), e);
    }
  }
}
