package io.amcinsights.core.tenant;

import static java.time.temporal.ChronoUnit.MILLIS;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's record: what its operator says, and how far that is carried out.
 *
 * @param problems what is wrong with the settings as they stand in the record, each with field,
 *     value and what is expected; empty for a tenant that can be provisioned
 * @param version raised by every write; 0 for a record that no program of ours has written yet
 */
public record Tenant(
    TenantSettings settings,
    Standing standing,
    List<String> problems,
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

  /**
   * How far the settings are carried out.
   *
   * @param since when this status was reached
   * @param attempted fingerprint of the settings that provisioning worked on last, whatever came of
   *     it; null before the first time
   * @param execution the execution of the state machine that works on this tenant; null when none
   * @param readerRole ARN of the role that reads the bucket; null while there is none
   * @param claims names of what it claims, see {@link Claim}; also while it is giving some back
   * @param keyArn the key of its own that seals the bucket, also after it was off-boarded; null
   *     without one
   * @param sharesRule its events come by a rule that tenants share, since the bus was crowded when
   *     it came
   */
  public record Standing(
      Status status,
      @Nullable String reason,
      Instant since,
      @Nullable String attempted,
      @Nullable String execution,
      List<String> claims,
      @Nullable String readerRole,
      @Nullable String keyArn,
      boolean sharesRule) {

    public Standing {
      claims = List.copyOf(claims);
      since = since.truncatedTo(MILLIS);
    }

    /** Before anything happened. */
    public static Standing requested(Instant now) {
      return new Standing(Status.REQUESTED, null, now, null, null, List.of(), null, null, false);
    }

    /** The same but for its status. */
    public Standing with(Status newStatus, @Nullable String newReason, Instant now) {
      Instant then = newStatus == status ? since : now;
      return new Standing(
          newStatus, newReason, then, attempted, execution, claims, readerRole, keyArn, sharesRule);
    }

    /** An execution takes these settings on, or none works any more. */
    public Standing worked(@Nullable String newExecution, @Nullable String newAttempted) {
      return new Standing(
          status,
          reason,
          since,
          newAttempted,
          newExecution,
          claims,
          readerRole,
          keyArn,
          sharesRule);
    }

    /** What its stack made. */
    public Standing made(@Nullable String newReaderRole, @Nullable String newKeyArn) {
      return new Standing(
          status,
          reason,
          since,
          attempted,
          execution,
          claims,
          newReaderRole,
          newKeyArn,
          sharesRule);
    }

    /** By which rule its events come. */
    public Standing sharing(boolean newSharesRule) {
      return new Standing(
          status, reason, since, attempted, execution, claims, readerRole, keyArn, newSharesRule);
    }

    /** What it claims. */
    public Standing claiming(List<String> newClaims) {
      return new Standing(
          status, reason, since, attempted, execution, newClaims, readerRole, keyArn, sharesRule);
    }
  }

  public Tenant {
    problems = List.copyOf(problems);
    updatedAt = updatedAt.truncatedTo(MILLIS);
  }

  /** A tenant that nobody has stored yet. */
  public static Tenant requested(TenantSettings settings, Instant now) {
    return new Tenant(settings, Standing.requested(now), List.of(), 0, now);
  }

  /** What a store makes of this tenant: the next version, written now. */
  public Tenant stored(Instant now) {
    return new Tenant(settings, standing, problems, version + 1, now);
  }

  /** The same tenant, standing elsewhere. */
  public Tenant with(Standing newStanding) {
    return new Tenant(settings, newStanding, problems, version, updatedAt);
  }

  /** The same tenant, standing elsewhere since its record was last written. */
  public Tenant with(Status status, @Nullable String reason) {
    return with(standing.with(status, reason, updatedAt));
  }

  /** The same tenant, told otherwise. */
  public Tenant with(TenantSettings newSettings) {
    return new Tenant(newSettings, standing, List.of(), version, updatedAt);
  }

  /** Whether this is the same record, whenever it was written. */
  public boolean isSameAs(Tenant other) {
    return settings.equals(other.settings) && standing.equals(other.standing);
  }

  /** Whether somebody asked for something that provisioning has not taken on. */
  public boolean wantsWork() {
    return status() == Status.REQUESTED || !settings.fingerprint().equals(standing.attempted());
  }

  /** Whether its files may be read: also while it changes, or when a change failed. */
  public boolean isReadable() {
    return standing.readerRole() != null && !isLeaving();
  }

  /** Whether it goes, or is gone. */
  public boolean isLeaving() {
    return status() == Status.OFFBOARDING || status() == Status.OFFBOARDED;
  }

  public String customerId() {
    return settings.customerId();
  }

  public String prefix() {
    return settings.prefix();
  }

  /** {@code {team}-{dataset}}. */
  public String datasetName() {
    return settings.datasetName();
  }

  public String bucketName() {
    return settings.bucket().name();
  }

  public Status status() {
    return standing.status();
  }

  public @Nullable String reason() {
    return standing.reason();
  }

  public @Nullable String readerRole() {
    return standing.readerRole();
  }
}
