package io.amcinsights.tps;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantSettings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which stacks a tenant needs, and with what.
 *
 * @param home region of the installation
 * @param account of the installation
 * @param mergeFunction ARN of the function that adds to the settings of adopted buckets; empty when
 *     the installation has none
 */
record TenantBlueprint(
    LakeNames names, String home, String account, Templates templates, String mergeFunction) {

  /** Parameter of the stack of the key that tenants share. */
  static final String ACCOUNTS = "DeliveringAccounts";

  /** Parameters of a tenant's stack that say where its bucket is. */
  static final String REGION = "BucketRegion";

  static final String OWNER = "BucketAccount";

  private static final int FINGERPRINT_BYTES = 8;

  /** Whether the bucket belongs to another account, where nothing is changed from here. */
  boolean isPartners(TenantSettings settings) {
    return !settings.bucket().account().equals(account);
  }

  /** Whether the bucket is ours and in another region, which has a stack of its own. */
  boolean isAway(TenantSettings settings) {
    return !isPartners(settings) && !settings.bucket().region().equals(home);
  }

  /** The tenant's stack at home: what reads its bucket, and what rings for it. */
  StackName stack(TenantSettings settings) {
    return stack(home, settings);
  }

  /** The tenant's stack in a region: of the same name everywhere. */
  StackName stack(String region, TenantSettings settings) {
    return new StackName(region, names.tenantStack(settings.customerId()));
  }

  /** The stack of what tenants share whose buckets are in a region. */
  StackName shared(String region) {
    return new StackName(region, names.stack(region.equals(home) ? "tenants" : "region"));
  }

  /** The stack of the rules that tenants share in a region. */
  StackName rules(String region) {
    return new StackName(region, names.stack("rules"));
  }

  /** The role that the owner of another account makes for us. */
  String partnerReader(TenantSettings settings) {
    return names.partnerReaderArn(settings.bucket().account(), home, settings.customerId());
  }

  Deployment tenant(Tenant tenant, String sharedKey) {
    TenantSettings settings = tenant.settings();
    Map<String, String> parameters = bucket(tenant, sharedKey);
    parameters.put(REGION, settings.bucket().region());
    parameters.put(OWNER, settings.bucket().account());
    parameters.put("MergeFunctionArn", settings.bucket().mergesSettings() ? mergeFunction : "");
    return of(stack(settings), templates.tenant().get(), parameters, tags(settings));
  }

  Deployment away(Tenant tenant, String sharedKey) {
    TenantSettings settings = tenant.settings();
    Map<String, String> parameters = bucket(tenant, sharedKey);
    parameters.put("HomeRegion", home);
    StackName stack = stack(settings.bucket().region(), settings);
    return of(stack, templates.away().get(), parameters, tags(settings));
  }

  private static Map<String, String> bucket(Tenant tenant, String sharedKey) {
    TenantSettings settings = tenant.settings();
    var parameters = new TreeMap<String, String>();
    parameters.put("CustomerId", settings.customerId());
    parameters.put("BucketName", settings.bucket().name());
    parameters.put("AmcAccountId", settings.amc().account());
    parameters.put("BucketExists", String.valueOf(settings.bucket().exists()));
    parameters.put("KeyArn", settings.bucket().ownKey() ? "" : sharedKey);
    parameters.put("OwnRule", String.valueOf(!tenant.standing().sharesRule()));
    return parameters;
  }

  /**
   * What tenants of another region share there.
   *
   * @param accounts that AMC delivers from
   */
  Deployment region(String region, Collection<String> accounts) {
    var parameters = new TreeMap<String, String>();
    parameters.put("HomeRegion", home);
    parameters.put(ACCOUNTS, String.join(",", accounts));
    return of(shared(region), templates.region().get(), parameters, tags("region"));
  }

  Deployment rules(String region, Slots slots) {
    var parameters = new TreeMap<>(slots.parameters());
    parameters.put("HomeRegion", home);
    return of(rules(region), templates.rules().get(), parameters, tags("rules"));
  }

  private static Deployment of(
      StackName stack, String template, Map<String, String> parameters, Map<String, String> tags) {
    tags.put(Deployment.FINGERPRINT, fingerprint(template + parameters + tags));
    return new Deployment(stack, template, parameters, tags);
  }

  private Map<String, String> tags(TenantSettings settings) {
    var tags = new TreeMap<>(settings.tags());
    tags.putAll(tags("tenant"));
    tags.put("lake:tenant", settings.customerId());
    return tags;
  }

  private Map<String, String> tags(String part) {
    var tags = new TreeMap<String, String>();
    tags.put("lake:installation", names.installation());
    tags.put("lake:environment", names.environment());
    tags.put("lake:part", part);
    return tags;
  }

  private static String fingerprint(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * That a tenant can be provisioned here at all.
   *
   * @throws ProvisioningFailed saying what to change in the record
   */
  void expectPossible(TenantSettings settings) {
    TenantSettings.Bucket bucket = settings.bucket();
    if (settings.customerId().length() > names.longestCustomerId()) {
      throw new ProvisioningFailed(
          "customerId has %d characters; names of this installation leave room for %d"
              .formatted(settings.customerId().length(), names.longestCustomerId()));
    }
    if (bucket.keyPrefix() != null && !bucket.exists()) {
      throw new ProvisioningFailed(
          "keyPrefix is '%s' and bucketExists is false; a bucket of several tenants is adopted: set bucketExists to true"
              .formatted(bucket.keyPrefix()));
    }
    if (bucket.mergesSettings() && isPartners(settings)) {
      throw new ProvisioningFailed(
          "mergeSettings is true and the bucket belongs to account %s; what is in other accounts is changed by their owners only: set mergeSettings to false"
              .formatted(bucket.account()));
    }
    if (bucket.mergesSettings() && mergeFunction.isEmpty()) {
      throw new ProvisioningFailed(
          "mergeSettings is true and this installation changes no bucket that it did not make; set tenants.mergeAdoptedBuckets in infra/datasets_parameters.json and deploy, or mergeSettings to false");
    }
  }
}
