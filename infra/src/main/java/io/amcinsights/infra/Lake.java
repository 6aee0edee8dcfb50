package io.amcinsights.infra;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.LakeParameters;
import io.amcinsights.core.dataset.PipelineParameters;
import io.amcinsights.core.naming.LakeNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.constructs.Construct;

/** All stacks of one installation, in the order in which they need each other. */
final class Lake {

  private Lake() {}

  /**
   * Adds an installation to an app.
   *
   * @param root folder of the modules whose jars are deployed
   */
  static void add(Construct app, LakeNames names, LakeParameters parameters, Path root) {
    FoundationStack foundation = new FoundationStack(app, names, parameters.operations(), root);
    GovernanceStack governance = new GovernanceStack(app, foundation, parameters);
    governance.getNode().addDependency(foundation);
    IngestStack ingest = new IngestStack(app, foundation);
    new TenantsStack(app, foundation).getNode().addDependency(foundation);
    new TpsStack(app, ingest, parameters.tenants());
    Map<String, PipelineStack> byName = new TreeMap<>();
    List<PipelineStack> pipelines = new ArrayList<>();
    for (PipelineParameters pipeline : parameters.pipelines()) {
      PipelineStack stack = new PipelineStack(app, ingest, governance, pipeline, parameters);
      byName.put(pipeline.name(), stack);
      pipelines.add(stack);
    }
    for (Dataset dataset : parameters.datasets()) {
      new DatasetStack(
          app,
          ingest,
          governance,
          Objects.requireNonNull(
              byName.get(dataset.pipelineName()), "The parameters name no other pipeline"),
          dataset);
    }
    new OperationsStack(app, foundation, parameters, pipelines);
  }
}
