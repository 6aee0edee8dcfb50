package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.LakeException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Status;
import io.amcinsights.core.tenant.TenantJson;
import io.amcinsights.core.tenant.TenantSettings;
import io.amcinsights.core.tenant.Tenants;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Brings tenants in: record, stack, ACTIVE or FAILED with the reason. */
final class Onboarding {

  private static final Logger LOG = LogManager.getLogger(Onboarding.class);

  private static final Set<Status> UNDER_WAY =
      EnumSet.of(Status.REQUESTED, Status.PROVISIONING, Status.UPDATING);

  private final Tenants tenants;
  private final Datasets datasets;
  private final TenantDeployer deployer;
  private final Clock clock;

  Onboarding(Tenants tenants, Datasets datasets, TenantDeployer deployer, Clock clock) {
    this.tenants = tenants;
    this.datasets = datasets;
    this.deployer = deployer;
    this.clock = clock;
  }

  /** Adds a tenant, or goes on with one whose onboarding failed or was cut off. */
  Tenant add(JsonNode request) {
    TenantSettings wanted = TenantJson.request(request);
    check(wanted);
    Optional<Tenant> known = tenants.find(wanted.customerId());
    if (known.isPresent() && known.get().status() == Status.ACTIVE) {
      return unchanged(known.get(), wanted);
    }
    Tenant tenant =
        known
            .orElseGet(() -> Tenant.requested(wanted, clock.instant()))
            .with(wanted)
            .with(Status.REQUESTED, null);
    return deploy(store(tenant));
  }

  /** Goes on with tenants whose onboarding or change was cut off, or is due with this release. */
  void resume() {
    tenants.all().stream().filter(it -> UNDER_WAY.contains(it.status())).forEach(this::deploy);
  }

  private void check(TenantSettings wanted) {
    if (datasets.find(wanted.datasetName()).isEmpty()) {
      throw new InvalidInputException(
          "Dataset %s of tenant %s is not deployed; there are %s",
          wanted.datasetName(),
          wanted.customerId(),
          datasets.all().stream().map(Dataset::name).sorted().toList());
    }
    tenants.inBucket(wanted.bucket().name()).stream()
        .filter(other -> !other.customerId().equals(wanted.customerId()) && !other.isLeaving())
        .findFirst()
        .ifPresent(
            other -> {
              throw new InvalidInputException(
                  "Bucket %s belongs to tenant %s already; a tenant needs a bucket of its own",
                  wanted.bucket().name(), other.customerId());
            });
  }

  private static Tenant unchanged(Tenant known, TenantSettings wanted) {
    if (!known.settings().equals(wanted)) {
      throw new InvalidInputException(
          "Tenant %s exists with other settings, and changing a tenant is not in this version",
          known.customerId());
    }
    return known;
  }

  private Tenant deploy(Tenant tenant) {
    try {
      String role = deployer.deploy(tenant);
      Tenant.Standing made = tenant.standing().made(role, null);
      return store(tenant.with(made.with(Status.ACTIVE, null, clock.instant())));
    } catch (LakeException e) {
      LOG.error("Cannot onboard tenant {}: {}", tenant.customerId(), e.getMessage(), e);
      return store(tenant.with(Status.FAILED, e.getMessage()));
    }
  }

  private Tenant store(Tenant tenant) {
    return tenants
        .put(tenant)
        .orElseThrow(
            () ->
                new UnavailableException(
                    "Somebody else changed tenant %s meanwhile; try again", tenant.customerId()));
  }
}
