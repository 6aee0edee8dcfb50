package io.amcinsights.tps;

import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Status;
import io.amcinsights.core.tenant.TenantJson;
import io.amcinsights.core.tenant.Tenants;
import java.time.Clock;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Starts provisioning for records that were added, changed or removed.
 *
 * <p>Of what the stream says only whose record it was counts; what is wanted stands in the record
 * itself. So records may come twice, late or in the wrong order.
 */
final class CustomerStream {

  private static final Logger LOG = LogManager.getLogger(CustomerStream.class);

  private final Tenants tenants;
  private final ProvisioningStart start;
  private final Clock clock;

  CustomerStream(Tenants tenants, ProvisioningStart start, Clock clock) {
    this.tenants = tenants;
    this.start = start;
    this.clock = clock;
  }

  void handle(StreamRecord record) {
    Optional<Tenant> tenant = tenants.find(record.customerId()).or(() -> removed(record));
    if (tenant.filter(Tenant::wantsWork).isEmpty()) {
      return;
    }
    Machines.Start started = start.of(record.customerId(), record.sequenceNumber());
    LOG.info(
        "Provisioning of tenant {} for change {}: {}",
        record.customerId(),
        record.sequenceNumber(),
        started);
  }

  /** A record that somebody deleted comes back as one that is to go: its stack is still there. */
  private Optional<Tenant> removed(StreamRecord record) {
    if (record.old() == null) {
      return Optional.empty();
    }
    Tenant old = TenantJson.read(record.old());
    if (old.status() == Status.OFFBOARDED) {
      LOG.info("The record of tenant {}, which is gone, was deleted", record.customerId());
      return Optional.empty();
    }
    LOG.info("The record of tenant {} was deleted; the tenant goes", record.customerId());
    Tenant leaving =
        new Tenant(
            old.settings().withRemoved(true),
            old.standing().with(Status.REQUESTED, "Its record was deleted", clock.instant()),
            old.problems(),
            0,
            clock.instant());
    // Somebody may have added it again meanwhile.
    return tenants.put(leaving).or(() -> tenants.find(record.customerId()));
  }
}
