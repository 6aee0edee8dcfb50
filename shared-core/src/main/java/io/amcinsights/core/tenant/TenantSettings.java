package io.amcinsights.core.tenant;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says of a tenant: one customer, its bucket and where its tables go.
 *
 * @param customerId {@code [A-Za-z0-9][A-Za-z0-9_-]{0,62}}
 * @param prefix first part of its table names, same alphabet
 * @param sharesPrefix whether other tenants may have the same prefix, and so the same tables
 * @param team team of its dataset
 * @param dataset dataset its results go to, without the team
 * @param notifyTopicArn SNS topic that is told when its provisioning ends
 * @param removed whether the tenant is to go; its data stays
 */
public record TenantSettings(
    String customerId,
    String customerName,
    String prefix,
    boolean sharesPrefix,
    String team,
    String dataset,
    Bucket bucket,
    Amc amc,
    Map<String, String> tags,
    @Nullable String notifyTopicArn,
    boolean removed) {

  /**
   * Where AMC delivers to.
   *
   * @param account 12 digits
   * @param exists the bucket is adopted, not created
   * @param mergesSettings what an adopted bucket lacks is added to its settings, instead of asking
   *     its owner
   * @param ownKey it is sealed with a key of its own, not with the one that tenants share
   * @param keyPrefix keys of this tenant begin with it; null when the whole bucket is the tenant's
   */
  public record Bucket(
      String name,
      String region,
      String account,
      boolean exists,
      boolean mergesSettings,
      boolean ownKey,
      @Nullable String keyPrefix) {

    /** The prefix, empty for a bucket that is not shared. */
    public String keysBeginWith() {
      return keyPrefix == null ? "" : keyPrefix;
    }
  }

  /**
   * The AMC instance.
   *
   * @param account the account AMC delivers from, 12 digits
   * @param authId which credentials it is asked with; null for the installation's own
   */
  public record Amc(
      String account,
      @Nullable String instanceId,
      @Nullable String advertiserId,
      @Nullable String marketplaceId,
      @Nullable String authId) {}

  public TenantSettings {
    tags = Map.copyOf(tags);
  }

  /** {@code {team}-{dataset}}. */
  public String datasetName() {
    return team + "-" + dataset;
  }

  /** The same settings of a tenant that is to go, or to come back. */
  public TenantSettings withRemoved(boolean value) {
    return new TenantSettings(
        customerId,
        customerName,
        prefix,
        sharesPrefix,
        team,
        dataset,
        bucket,
        amc,
        tags,
        notifyTopicArn,
        value);
  }

  /** Tells these settings from all others: sixteen hexadecimal digits. */
  public String fingerprint() {
    return TenantJson.fingerprint(this);
  }
}
