package io.amcinsights.core.dataset;

/**
 * One stage of a pipeline, a row of the Pipelines table.
 *
 * @param name {@code {team}-{pipeline}-stage-{a|b}}
 * @param active whether work is started; a paused stage leaves it on its queue
 * @param queue url of the stage's queue; empty for stage B, whose queues belong to datasets
 * @param failedQueue url of the queue of failed work
 */
public record PipelineStage(
    String name, boolean active, String queue, String failedQueue, String description) {}
