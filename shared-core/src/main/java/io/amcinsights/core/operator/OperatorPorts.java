package io.amcinsights.core.operator;

import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.history.ExecutionHistory;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.queue.Queues;
import io.amcinsights.core.store.Stores;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.core.tenant.Tenants;
import java.time.Clock;

/**
 * What an {@link Operator} works on.
 *
 * @param names of this installation
 * @param rawBucket bucket of files that belong to no tenant
 */
public record OperatorPorts(
    ObjectCatalog catalog,
    Datasets datasets,
    Tenants tenants,
    ExecutionHistory history,
    QueueAdmin queues,
    Queues doorbells,
    TableReader tables,
    TableRegistry registry,
    TableCare care,
    TenantRemains remains,
    Activity activity,
    Stores stores,
    LakeNames names,
    String rawBucket,
    Clock clock) {}
