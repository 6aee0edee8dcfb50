package io.amcinsights.tps;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Status;
import io.amcinsights.core.tenant.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The second look: takes up tenants whose change nobody announced or whose execution died, asks
 * again for those who wait for their partner, and gives up on files that no tenant came for.
 */
final class TenantSweeper {

  private static final Logger LOG = LogManager.getLogger(TenantSweeper.class);

  /** How long a file waits for the tenant it belongs to. */
  static final Duration LONGEST_WAIT = Duration.ofHours(24);

  private static final int MOST_WAITING = 10_000;

  private static final Set<Status> UNDER_WAY =
      EnumSet.of(
          Status.PROVISIONING, Status.UPDATING, Status.OFFBOARDING, Status.WAITING_FOR_PARTNER);

  private final Tenants tenants;
  private final ObjectCatalog catalog;
  private final ProvisioningStart start;
  private final Clock clock;

  TenantSweeper(Tenants tenants, ObjectCatalog catalog, ProvisioningStart start, Clock clock) {
    this.tenants = tenants;
    this.catalog = catalog;
    this.start = start;
    this.clock = clock;
  }

  /**
   * What a sweep did.
   *
   * @param started tenants taken up
   * @param quarantined files nobody came for
   * @param failed tenants that could not be looked after; the next sweep tries again
   */
  record Swept(int started, int quarantined, int failed) {}

  Swept sweep() {
    int started = 0;
    int failed = 0;
    for (Tenant tenant : tenants.all()) {
      try {
        started += lacksWorker(tenant) && takenUp(tenant) ? 1 : 0;
      } catch (RuntimeException e) {
        failed++;
        LOG.warn("Tenant {} could not be looked after", tenant.customerId(), e);
      }
    }
    return new Swept(started, quarantine(), failed);
  }

  private boolean lacksWorker(Tenant tenant) {
    String execution = tenant.standing().execution();
    boolean works =
        execution != null
            && start.machines().status(start.machine(), execution) == Machines.Status.RUNNING;
    return !works && (tenant.wantsWork() || UNDER_WAY.contains(tenant.status()));
  }

  private boolean takenUp(Tenant tenant) {
    String cause = "sweep-" + clock.instant().getEpochSecond();
    return start.of(tenant.customerId(), cause) == Machines.Start.RUNNING;
  }

  /** Files whose bucket belongs to no tenant; those of known tenants are their pipeline's. */
  private int quarantine() {
    int quarantined = 0;
    for (Delivery it :
        catalog.inState(
            DeliveryState.WAITING_FOR_TENANT, clock.instant().minus(LONGEST_WAIT), MOST_WAITING)) {
      if (it.dataset() == null && isQuarantined(it)) {
        quarantined++;
      }
    }
    return quarantined;
  }

  private boolean isQuarantined(Delivery it) {
    String reason =
        "Bucket %s belonged to no tenant for 24 hours; add the tenant, then backfill the bucket"
            .formatted(it.ref().object().bucket());
    return catalog
        .move(it.ref(), it.attempt(), Change.to(DeliveryState.QUARANTINED, reason))
        .isPresent();
  }
}
