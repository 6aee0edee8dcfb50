/**
 * The CDK app: the only description of what is deployed, on AWS and on a laptop.
 *
 * <p>Start at {@link io.amcinsights.infra.LakeApp}; every physical name is built by {@link
 * io.amcinsights.infra.LakeNames}. The stacks are {@link io.amcinsights.infra.FoundationStack} (one
 * per installation), {@link io.amcinsights.infra.PipelineStack} (one per pipeline, two {@link
 * io.amcinsights.infra.StageBlueprint}s each), {@link io.amcinsights.infra.DatasetStack} (one per
 * dataset) and {@link io.amcinsights.infra.TenantTemplate} (instantiated by provisioning, never by
 * a deployment).
 */
@NullMarked
package io.amcinsights.infra;

import org.jspecify.annotations.NullMarked;
