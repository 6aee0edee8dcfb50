package io.amcinsights.core.dataset;

import java.util.List;

/**
 * What an installation is configured to hold; every dataset names a pipeline of its team.
 *
 * @param datasets without queues, which deployment gives them
 */
public record LakeParameters(
    List<PipelineParameters> pipelines,
    List<Dataset> datasets,
    LakeFormation lakeFormation,
    Operations operations,
    ProvisioningParameters tenants) {

  public LakeParameters {
    pipelines = List.copyOf(pipelines);
    datasets = List.copyOf(datasets);
  }

  /** Governed, watched over and shared by tenants as by default. */
  public LakeParameters(List<PipelineParameters> pipelines, List<Dataset> datasets) {
    this(
        pipelines,
        datasets,
        LakeFormation.DEFAULT,
        Operations.DEFAULT,
        ProvisioningParameters.DEFAULT);
  }

  /** Datasets of a pipeline. */
  public List<Dataset> datasetsOf(PipelineParameters pipeline) {
    return datasets.stream().filter(it -> it.pipelineName().equals(pipeline.name())).toList();
  }
}
