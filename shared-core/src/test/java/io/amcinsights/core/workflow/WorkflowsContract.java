package io.amcinsights.core.workflow;

import io.amcinsights.core.message.Samples;
import io.amcinsights.core.record.RecordsContract;
import io.amcinsights.core.record.Shape;
import io.amcinsights.core.workflow.TenantWorkflow.Standing;

/** What every {@link Workflows} does. */
public abstract class WorkflowsContract extends RecordsContract<TenantWorkflow> {

  @Override
  protected Shape<TenantWorkflow> shape() {
    return WorkflowJson.SHAPE;
  }

  @Override
  protected TenantWorkflow item(String tenant, String id) {
    TenantWorkflow sample = WorkflowJson.read(Samples.compact("item-workflow"));
    WorkflowDefinition it = sample.definition();
    var definition =
        new WorkflowDefinition(
            id,
            it.description(),
            it.sql(),
            it.inputParameters(),
            it.columns(),
            it.filteredMetricsDiscriminatorColumn(),
            it.distinctUserCountColumn(),
            it.filteredReasonColumn(),
            it.timeoutSeconds());
    return new TenantWorkflow(
        tenant, definition, sample.source(), sample.removed(), sample.standing(), 0, NOW);
  }

  @Override
  protected TenantWorkflow changed(TenantWorkflow item) {
    return item.withStanding(
        new Standing(TenantWorkflow.State.FAILED, "AMC refused it", "v" + item.version()));
  }
}
