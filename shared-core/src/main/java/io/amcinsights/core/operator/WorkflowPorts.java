package io.amcinsights.core.operator;

import io.amcinsights.core.library.Library;
import io.amcinsights.core.run.Runs;
import io.amcinsights.core.schedule.Schedules;
import io.amcinsights.core.workflow.Workflows;

/**
 * What is asked of workflows goes there; whoever manages them reads it there.
 *
 * @param runRequests url of the queue of runs that are asked for
 */
public record WorkflowPorts(
    Workflows workflows, Library library, Schedules schedules, Runs runs, String runRequests) {}
