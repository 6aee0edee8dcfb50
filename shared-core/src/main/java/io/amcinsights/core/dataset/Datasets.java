package io.amcinsights.core.dataset;

import io.amcinsights.core.error.InvalidInputException;
import java.util.List;
import java.util.Optional;

/** The datasets and pipeline stages that are deployed. */
public interface Datasets {

  /** Finds by {@code {team}-{dataset}}. */
  Optional<Dataset> find(String name);

  /**
   * The dataset that work is to be done for.
   *
   * @throws InvalidInputException when it is not deployed
   */
  default Dataset deployed(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "Dataset %s is not deployed; deploy it, then redrive", name));
  }

  /** All datasets in the order of their names. */
  List<Dataset> all();

  void put(Dataset dataset);

  void remove(String name);

  /** Finds by {@code {team}-{pipeline}-stage-{a|b}}. */
  Optional<PipelineStage> findStage(String name);

  /** All stages in the order of their names. */
  List<PipelineStage> stages();

  void put(PipelineStage stage);

  void removeStage(String name);
}
