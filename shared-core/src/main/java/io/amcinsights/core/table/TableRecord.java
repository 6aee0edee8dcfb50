package io.amcinsights.core.table;

import io.amcinsights.core.catalog.DeliveryRef;
import org.jspecify.annotations.Nullable;

/**
 * One row of the Tables table.
 *
 * @param name {@code {database}.{table}}
 * @param dataset {@code {team}-{dataset}}
 * @param generation number of the execution that may write; closed generations never run again
 * @param doorbell how often the table was rung, ever
 * @param lastRung the delivery whose ring came last; read consistently, so that a lagging index
 *     cannot hide it
 * @param maintenanceWanted whether it is due for maintenance, see {@link
 *     TableRegistry#wantMaintenance}
 * @param governed how it is governed already; null when nobody did anything about it
 */
public record TableRecord(
    String name,
    String dataset,
    TableSource source,
    long generation,
    long doorbell,
    @Nullable DeliveryRef lastRung,
    @Nullable Intent intent,
    boolean maintenanceWanted,
    @Nullable Governed governed) {}
