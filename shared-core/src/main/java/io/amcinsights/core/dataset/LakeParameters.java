package io.amcinsights.core.dataset;

import java.util.List;

/**
 * What an installation is configured to hold; every dataset names a pipeline of its team.
 *
 * @param datasets without queues, which deployment gives them
 */
public record LakeParameters(List<PipelineParameters> pipelines, List<Dataset> datasets) {

  public LakeParameters {
    pipelines = List.copyOf(pipelines);
    datasets = List.copyOf(datasets);
  }
}
