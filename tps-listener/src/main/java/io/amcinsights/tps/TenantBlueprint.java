package io.amcinsights.tps;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantSettings;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Which stacks a tenant needs, and with what.
 *
 * @param home region of the installation
 * @param account of the installation
 * @param template text of the tenant template
 */
record TenantBlueprint(LakeNames names, String home, String account, Supplier<String> template) {

  private static final int FINGERPRINT_BYTES = 8;

  /** The stack of a tenant. */
  StackName stack(TenantSettings settings) {
    return new StackName(home, names.tenantStack(settings.customerId()));
  }

  /** The stack of the key that tenants share. */
  StackName shared() {
    return new StackName(home, names.stack("tenants"));
  }

  /** The tenant's stack. */
  Deployment of(Tenant tenant, String sharedKey) {
    TenantSettings settings = tenant.settings();
    var parameters = new TreeMap<String, String>();
    parameters.put("CustomerId", settings.customerId());
    parameters.put("BucketName", settings.bucket().name());
    parameters.put("AmcAccountId", settings.amc().account());
    parameters.put("BucketExists", String.valueOf(settings.bucket().exists()));
    parameters.put("KeyArn", settings.bucket().ownKey() ? "" : sharedKey);
    return new Deployment(stack(settings), template.get(), parameters, tags(settings, parameters));
  }

  private Map<String, String> tags(TenantSettings settings, Map<String, String> parameters) {
    var tags = new TreeMap<>(settings.tags());
    tags.put("lake:installation", names.installation());
    tags.put("lake:environment", names.environment());
    tags.put("lake:part", "tenant");
    tags.put("lake:tenant", settings.customerId());
    tags.put(Deployment.FINGERPRINT, fingerprint(template.get() + parameters + tags));
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
    if (settings.customerId().length() > names.longestCustomerId()) {
      throw new ProvisioningFailed(
          "customerId has %d characters; names of this installation leave room for %d"
              .formatted(settings.customerId().length(), names.longestCustomerId()));
    }
    if (!settings.bucket().account().equals(account)) {
      throw new ProvisioningFailed(
          "bucketAccount is %s; buckets of other accounts than %s are not provisioned yet"
              .formatted(settings.bucket().account(), account));
    }
    if (!settings.bucket().region().equals(home)) {
      throw new ProvisioningFailed(
          "bucketRegion is %s; buckets of other regions than %s are not provisioned yet"
              .formatted(settings.bucket().region(), home));
    }
    if (settings.bucket().keyPrefix() != null && !settings.bucket().exists()) {
      throw new ProvisioningFailed(
          "keyPrefix is '%s' and bucketExists is false; a bucket of several tenants is adopted: set bucketExists to true"
              .formatted(settings.bucket().keyPrefix()));
    }
  }
}
