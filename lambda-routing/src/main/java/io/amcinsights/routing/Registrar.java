package io.amcinsights.routing;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.DatasetJson;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.dataset.PipelineStageJson;
import io.amcinsights.core.error.InvalidInputException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Keeps the rows of datasets and pipeline stages as the deployed configuration says.
 *
 * <p>A row's physical id is {@code {kind}:{name}}. It changes only with the name: CloudFormation
 * then deletes the old id by itself once the update is done.
 */
final class Registrar {

  private static final Logger LOG = LogManager.getLogger(Registrar.class);
  private static final String DATASET = "dataset";
  private static final String STAGE = "stage";

  private final Datasets datasets;

  Registrar(Datasets datasets) {
    this.datasets = datasets;
  }

  /** Writes the row a document describes; returns its physical id. */
  String put(String kind, String document) {
    String id =
        switch (kind) {
          case DATASET -> {
            Dataset dataset = DatasetJson.read(document);
            datasets.put(dataset);
            yield DATASET + ":" + dataset.name();
          }
          case STAGE -> {
            PipelineStage stage = PipelineStageJson.read(document);
            datasets.put(stage);
            yield STAGE + ":" + stage.name();
          }
          default -> throw unknown(kind);
        };
    LOG.info("Registered {}", id);
    return id;
  }

  /** Removes a row; an id that no row ever had (of a create that failed) is left alone. */
  void remove(String physicalId) {
    if (physicalId.startsWith(DATASET + ":")) {
      datasets.remove(physicalId.substring(DATASET.length() + 1));
    } else if (physicalId.startsWith(STAGE + ":")) {
      datasets.removeStage(physicalId.substring(STAGE.length() + 1));
    }
    LOG.info("Removed {}", physicalId);
  }

  private static InvalidInputException unknown(String kind) {
    return new InvalidInputException("Kind is '%s'; expected %s or %s", kind, DATASET, STAGE);
  }
}
