package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.LakeException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Status;
import io.amcinsights.core.tenant.Tenants;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

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
    Tenant wanted = TenantRequest.read(request, clock.instant());
    check(wanted);
    Optional<Tenant> known = tenants.find(wanted.customerId());
    if (known.isPresent() && known.get().status() == Status.ACTIVE) {
      return unchanged(known.get(), wanted);
    }
    long version = known.map(Tenant::version).orElse(0L);
    return deploy(store(with(wanted, Status.REQUESTED, null, null, version)));
  }

  /** Goes on with tenants whose onboarding or change was cut off, or is due with this release. */
  void resume() {
    tenants.all().stream().filter(it -> UNDER_WAY.contains(it.status())).forEach(this::deploy);
  }

  private void check(Tenant wanted) {
    if (datasets.find(wanted.datasetName()).isEmpty()) {
      throw new InvalidInputException(
          "Dataset %s of tenant %s is not deployed; there are %s",
          wanted.datasetName(),
          wanted.customerId(),
          datasets.all().stream().map(Dataset::name).sorted().toList());
    }
    tenants
        .byBucket(wanted.bucketName())
        .filter(other -> !other.customerId().equals(wanted.customerId()))
        .ifPresent(
            other -> {
              throw new InvalidInputException(
                  "Bucket %s belongs to tenant %s already; a tenant needs a bucket of its own",
                  wanted.bucketName(), other.customerId());
            });
  }

  private static Tenant unchanged(Tenant known, Tenant wanted) {
    Tenant same = with(wanted, known.status(), known.reason(), known.readerRole(), known.version());
    if (!dated(same, known).equals(known)) {
      throw new InvalidInputException(
          "Tenant %s exists with other settings, and changing a tenant is not in this version",
          known.customerId());
    }
    return known;
  }

  private Tenant deploy(Tenant tenant) {
    try {
      String role = deployer.deploy(tenant);
      return store(with(tenant, Status.ACTIVE, null, role, tenant.version()));
    } catch (LakeException e) {
      LOG.error("Cannot onboard tenant {}: {}", tenant.customerId(), e.getMessage(), e);
      return store(with(tenant, Status.FAILED, e.getMessage(), null, tenant.version()));
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

  private static Tenant dated(Tenant tenant, Tenant like) {
    return copy(
        tenant,
        tenant.status(),
        tenant.reason(),
        tenant.readerRole(),
        tenant.version(),
        like.updatedAt());
  }

  private static Tenant with(
      Tenant tenant,
      Status status,
      @Nullable String reason,
      @Nullable String readerRole,
      long version) {
    return copy(tenant, status, reason, readerRole, version, tenant.updatedAt());
  }

  private static Tenant copy(
      Tenant tenant,
      Status status,
      @Nullable String reason,
      @Nullable String readerRole,
      long version,
      java.time.Instant updatedAt) {
    return new Tenant(
        tenant.customerId(),
        tenant.customerName(),
        tenant.prefix(),
        tenant.team(),
        tenant.dataset(),
        tenant.bucketName(),
        tenant.bucketRegion(),
        tenant.bucketAccount(),
        tenant.amcAwsAccount(),
        tenant.bucketExists(),
        tenant.amcInstanceId(),
        tenant.amcAdvertiserId(),
        tenant.amcMarketplaceId(),
        tenant.authId(),
        tenant.tags(),
        tenant.notifyTopicArn(),
        status,
        reason,
        readerRole,
        version,
        updatedAt);
  }
}
