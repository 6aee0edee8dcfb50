package io.amcinsights.core.tenant;

import static java.time.temporal.ChronoUnit.MILLIS;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant: one customer, its bucket and where its tables go.
 *
 * @param customerId {@code [A-Za-z0-9][A-Za-z0-9_-]{0,62}}
 * @param prefix first part of its table names, same alphabet
 * @param team team of its dataset
 * @param dataset dataset its results go to, without the team
 * @param bucketAccount 12 digits
 * @param amcAwsAccount the account AMC delivers from, 12 digits
 * @param bucketExists the bucket is adopted, not created
 * @param readerRole ARN of the role that reads the bucket; null before provisioning
 * @param version raised by every write; 0 for a record not yet stored
 */
public record Tenant(
    String customerId,
    String customerName,
    String prefix,
    String team,
    String dataset,
    String bucketName,
    String bucketRegion,
    String bucketAccount,
    String amcAwsAccount,
    boolean bucketExists,
    @Nullable String amcInstanceId,
    @Nullable String amcAdvertiserId,
    @Nullable String amcMarketplaceId,
    @Nullable String authId,
    Map<String, String> tags,
    @Nullable String notifyTopicArn,
    Status status,
    @Nullable String reason,
    @Nullable String readerRole,
    long version,
    Instant updatedAt) {

  /** Where a tenant stands. */
  public enum Status {
    REQUESTED,
    PROVISIONING,
    ACTIVE,
    UPDATING,
    WAITING_FOR_PARTNER,
    FAILED,
    OFFBOARDING,
    OFFBOARDED
  }

  public Tenant {
    tags = Map.copyOf(tags);
    updatedAt = updatedAt.truncatedTo(MILLIS);
  }

  /** What a store makes of this tenant: the next version, written now. */
  public Tenant stored(Instant now) {
    return copy(status, reason, version + 1, now);
  }

  /** The same tenant, standing elsewhere. */
  public Tenant with(Status newStatus, @Nullable String newReason) {
    return copy(newStatus, newReason, version, updatedAt);
  }

  /** Whether this is the same record, whenever it was written. */
  public boolean isSameAs(Tenant other) {
    return undated().equals(other.undated());
  }

  private Tenant undated() {
    return copy(status, reason, 0, Instant.EPOCH);
  }

  private Tenant copy(Status newStatus, @Nullable String newReason, long newVersion, Instant time) {
    return new Tenant(
        customerId,
        customerName,
        prefix,
        team,
        dataset,
        bucketName,
        bucketRegion,
        bucketAccount,
        amcAwsAccount,
        bucketExists,
        amcInstanceId,
        amcAdvertiserId,
        amcMarketplaceId,
        authId,
        tags,
        notifyTopicArn,
        newStatus,
        newReason,
        readerRole,
        newVersion,
        time);
  }

  /** {@code {team}-{dataset}}. */
  public String datasetName() {
    return team + "-" + dataset;
  }
}
