package io.amcinsights.core.dataset;

/**
 * How tenants are provisioned.
 *
 * @param ownRules so many tenants of a region have a rule of their own; the others share rules
 * @param mergeAdoptedBuckets whether there is a function that may add to settings of buckets which
 *     are adopted
 */
public record ProvisioningParameters(int ownRules, boolean mergeAdoptedBuckets) {

  /** A bus takes 300 rules, of which the installation and the shared ones need their part. */
  public static final int MOST_OWN_RULES = 250;

  /** Rules of their own for the first 200, and buckets that are adopted stay as they are. */
  public static final ProvisioningParameters DEFAULT = new ProvisioningParameters(200, false);
}
