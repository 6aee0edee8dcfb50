package io.amcinsights.tps;

import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantSettings;
import io.amcinsights.core.tenant.Tenants;
import io.amcinsights.tps.Progress.Attempt;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The stacks of one tenant: first what tenants share, then its own. */
final class TenantStacks {

  /** CloudFormation's limit for the value of a parameter. */
  private static final int LONGEST_PARAMETER = 4_096;

  private static final String ACCOUNTS = "DeliveringAccounts";
  private static final String KEY = "KeyArn";

  private final TenantBlueprint blueprint;
  private final Stacks stacks;
  private final StackStep step;
  private final Buckets buckets;
  private final Tenants tenants;

  TenantStacks(TenantBlueprint blueprint, Stacks stacks, Buckets buckets, Tenants tenants) {
    this.blueprint = blueprint;
    this.stacks = stacks;
    this.step = new StackStep(stacks);
    this.buckets = buckets;
    this.tenants = tenants;
  }

  void expectPossible(TenantSettings settings) {
    blueprint.expectPossible(settings);
  }

  StackName name(Tenant tenant) {
    return blueprint.stack(tenant.settings());
  }

  /** A step towards the tenant's stack. */
  StackStep.Outcome deploy(Tenant tenant, Progress progress) {
    TenantSettings.Bucket bucket = tenant.settings().bucket();
    if (bucket.exists() || bucket.ownKey()) {
      return deploy(tenant, "", progress);
    }
    StackStep.Outcome shared = shared(tenant, progress);
    StackState state = shared.state();
    return state == null
        ? shared
        : deploy(tenant, state.outputs().getOrDefault(KEY, ""), shared.progress());
  }

  private StackStep.Outcome deploy(Tenant tenant, String sharedKey, Progress progress) {
    return step.deploy(blueprint.of(tenant, sharedKey), () -> leftBehind(tenant), progress);
  }

  /** The key that tenants share has to admit the account that this one's files come from. */
  private StackStep.Outcome shared(Tenant tenant, Progress progress) {
    StackName name = blueprint.shared();
    StackState state =
        stacks
            .find(name)
            .orElseThrow(() -> new ProvisioningFailed("Stack %s is not deployed".formatted(name)));
    Set<String> admitted = accounts(state);
    StackState.Phase phase = state.phase();
    if (phase == StackState.Phase.BUSY) {
      return new StackStep.Outcome(progress, null);
    }
    if (admitted.contains(tenant.settings().amc().account())) {
      return new StackStep.Outcome(progress, state);
    }
    if (phase != StackState.Phase.COMPLETE && progress.has(Attempt.UPDATE, name)) {
      throw new ProvisioningFailed(
          "Stack %s: %s".formatted(name, String.join("; ", stacks.reasons(name))));
    }
    // Of everybody, so that a hundred new tenants are one update.
    tenants.all().stream()
        .filter(it -> !it.isLeaving() && it.problems().isEmpty())
        .map(Tenant::settings)
        .filter(it -> !it.bucket().exists() && !it.bucket().ownKey())
        .forEach(it -> admitted.add(it.amc().account()));
    admitted.add(tenant.settings().amc().account());
    String value = String.join(",", admitted);
    if (value.length() > LONGEST_PARAMETER) {
      throw new ProvisioningFailed(
          "The key that tenants share admits %d accounts and has no room for more; set ownKey to true"
              .formatted(admitted.size()));
    }
    stacks.update(new Deployment(name, null, Map.of(ACCOUNTS, value), Map.of()));
    return new StackStep.Outcome(progress.with(Attempt.UPDATE, name), null);
  }

  private static Set<String> accounts(StackState state) {
    List<String> listed =
        Arrays.asList(state.parameters().getOrDefault(ACCOUNTS, "").split(",", -1));
    var accounts = new TreeSet<>(listed);
    accounts.remove("");
    return accounts;
  }

  /** What a tenant that comes back left behind: its bucket, and the key of its own. */
  private Map<String, Map<String, String>> leftBehind(Tenant tenant) {
    TenantSettings.Bucket bucket = tenant.settings().bucket();
    if (bucket.exists()) {
      return Map.of();
    }
    return switch (buckets.owner(bucket.region(), bucket.name(), tenant.customerId())) {
      case NOBODY -> Map.of();
      case THIS_TENANT -> imports(tenant);
      case OTHERS ->
          throw new ProvisioningFailed(
              "Bucket %s exists already and is not this tenant's; set bucketExists to true to adopt it, or choose another name"
                  .formatted(bucket.name()));
    };
  }

  private static Map<String, Map<String, String>> imports(Tenant tenant) {
    var imports = new TreeMap<String, Map<String, String>>();
    imports.put("Bucket", Map.of("BucketName", tenant.bucketName()));
    Optional.ofNullable(tenant.standing().keyArn())
        .filter(it -> tenant.settings().bucket().ownKey())
        .ifPresent(
            it -> imports.put("Key", Map.of("KeyId", it.substring(it.lastIndexOf('/') + 1))));
    return imports;
  }

  /** A step towards no stack. */
  StackStep.Outcome remove(Tenant tenant, Progress progress) {
    return step.remove(blueprint.stack(tenant.settings()), progress);
  }

  /** What the tenant's record says of its stack. */
  Tenant.Standing standing(Tenant tenant, StackState made) {
    String role = made.outputs().get("ReaderRoleArn");
    if (role == null) {
      throw new ProvisioningFailed(
          "Stack %s has no output ReaderRoleArn; it has %s"
              .formatted(name(tenant), made.outputs().keySet()));
    }
    String key = made.outputs().getOrDefault(KEY, "");
    return tenant.standing().made(role, key.isEmpty() ? null : key);
  }
}
