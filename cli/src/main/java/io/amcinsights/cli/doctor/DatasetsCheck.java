package io.amcinsights.cli.doctor;

import io.amcinsights.core.dataset.DatasetParameters;
import io.amcinsights.core.dataset.LakeParameters;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.naming.LakeNames;
import java.nio.file.Path;
import java.util.List;

/** What the installation is configured to hold. */
record DatasetsCheck(Path file, LakeNames names) implements Check {

  @Override
  public String name() {
    return "datasets";
  }

  @Override
  public List<Finding> run() {
    try {
      LakeParameters parameters = DatasetParameters.read(file, names);
      String found =
          "%d pipelines and %d datasets of %s"
              .formatted(
                  parameters.pipelines().size(), parameters.datasets().size(), names.prefix());
      return List.of(Finding.ok(name(), found));
    } catch (InvalidInputException e) {
      String remedy = "correct the file; this looks at it: lake dataset validate";
      return List.of(Finding.problem(name(), onOneLine(e), remedy));
    }
  }

  private static String onOneLine(InvalidInputException e) {
    return String.valueOf(e.getMessage()).replace(":\n- ", ": ").replace("\n- ", "; ");
  }
}
