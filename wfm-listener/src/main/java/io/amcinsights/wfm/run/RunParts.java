package io.amcinsights.wfm.run;

import io.amcinsights.core.metrics.Metrics;
import io.amcinsights.core.run.Runs;
import io.amcinsights.core.run.Slots;
import io.amcinsights.core.tenant.Tenants;
import io.amcinsights.core.workflow.Workflows;
import io.amcinsights.wfm.AmcInstances;
import java.time.Clock;

/**
 * What runs are made with.
 *
 * @param places how many executions of a tenant AMC has at once
 */
record RunParts(
    Runs runs,
    Slots slots,
    Tenants tenants,
    Workflows workflows,
    AmcInstances instances,
    Results results,
    Notices notices,
    Metrics metrics,
    Pace pace,
    int places,
    Clock clock) {}
