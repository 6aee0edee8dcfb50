package io.amcinsights.core.message;

import io.amcinsights.core.catalog.DeliveryRef;

/**
 * Rings the writer of one table.
 *
 * @param dataset {@code {team}-{dataset}}
 * @param table {@code {database}.{table}}
 * @param delivery the delivery that became READY
 */
public record StageBMessage(String dataset, String table, DeliveryRef delivery) {}
