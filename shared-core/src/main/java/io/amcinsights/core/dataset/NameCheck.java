package io.amcinsights.core.dataset;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Finds names that AWS would refuse for their length, all of them, before anything is deployed. */
final class NameCheck {

  private final LakeNames names;
  private final List<String> problems = new ArrayList<>();

  private NameCheck(LakeNames names) {
    this.names = names;
  }

  static List<String> problems(LakeNames names, LakeParameters parameters) {
    NameCheck check = new NameCheck(names);
    for (int i = 0; i < parameters.pipelines().size(); i++) {
      check.pipeline("pipelines[%d]".formatted(i), parameters.pipelines().get(i));
    }
    for (int i = 0; i < parameters.datasets().size(); i++) {
      check.dataset("datasets[%d]".formatted(i), parameters.datasets().get(i));
    }
    return check.problems;
  }

  private void pipeline(String path, PipelineParameters pipeline) {
    LakeNames.Pipeline of = names.pipeline(pipeline.team(), pipeline.pipeline());
    // The longest of each kind.
    fits(path, () -> of.function("light-transform-large"));
    fits(path, () -> of.failedQueue("b"));
    fits(path, of::failedRunsRule);
  }

  private void dataset(String path, Dataset dataset) {
    LakeNames.Dataset of = names.dataset(dataset.team(), dataset.dataset());
    fits(path, of::stageBQueue);
    fits(path, of::maintenanceRule);
  }

  private void fits(String path, Supplier<String> name) {
    try {
      var unused = name.get();
    } catch (InvalidInputException e) {
      problems.add(path + ": " + e.getMessage());
    }
  }
}
