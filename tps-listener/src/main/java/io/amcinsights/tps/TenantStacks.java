package io.amcinsights.tps;

import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantSettings;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of one tenant: first what tenants share, then its own at home, then its own in the
 * region of its bucket. They go in the opposite order.
 */
final class TenantStacks {

  private static final String KEY = "KeyArn";

  private final TenantBlueprint blueprint;
  private final Stacks stacks;
  private final StackStep step;
  private final Buckets buckets;
  private final SharedKey key;
  private final SharedRules rules;

  TenantStacks(
      TenantBlueprint blueprint, Stacks stacks, Buckets buckets, SharedKey key, SharedRules rules) {
    this.blueprint = blueprint;
    this.stacks = stacks;
    this.step = new StackStep(stacks);
    this.buckets = buckets;
    this.key = key;
    this.rules = rules;
  }

  /**
   * How far a tenant is.
   *
   * @param standing with what its stacks made; null while that takes its time
   */
  record Provided(Progress progress, Tenant.@Nullable Standing standing) {

    static Provided waiting(StackStep.Outcome outcome) {
      return new Provided(outcome.progress(), null);
    }
  }

  void expectPossible(TenantSettings settings) {
    blueprint.expectPossible(settings);
  }

  StackName name(Tenant tenant) {
    return blueprint.stack(tenant.settings());
  }

  /** A step towards all that a tenant needs. */
  Provided deploy(Tenant tenant, Progress progress) {
    expectUnmoved(tenant);
    StackStep.Outcome shared = key.admit(tenant, progress);
    if (shared.state() == null) {
      return Provided.waiting(shared);
    }
    StackStep.Outcome matched = matched(tenant, shared.progress());
    if (matched.state() == null) {
      return Provided.waiting(matched);
    }
    String sharedKey = shared.state().outputs().getOrDefault(KEY, "");
    return own(tenant, sharedKey, matched.progress());
  }

  private Provided own(Tenant tenant, String sharedKey, Progress progress) {
    boolean away = blueprint.isAway(tenant.settings());
    StackStep.Outcome home =
        step.deploy(
            blueprint.tenant(tenant, sharedKey),
            () -> away ? Map.of() : leftBehind(tenant),
            progress);
    if (home.state() == null) {
      return Provided.waiting(home);
    }
    StackState last = home.state();
    if (away) {
      StackStep.Outcome there =
          step.deploy(blueprint.away(tenant, sharedKey), () -> leftBehind(tenant), home.progress());
      if (there.state() == null) {
        return Provided.waiting(there);
      }
      last = there.state();
    }
    String ownKey = last.outputs().getOrDefault(KEY, "");
    return new Provided(
        home.progress(),
        tenant.standing().made(reader(tenant, home.state()), ownKey.isEmpty() ? null : ownKey));
  }

  private String reader(Tenant tenant, StackState home) {
    if (blueprint.isPartners(tenant.settings())) {
      return blueprint.partnerReader(tenant.settings());
    }
    String role = home.outputs().get("ReaderRoleArn");
    if (role == null) {
      throw new ProvisioningFailed(
          "Stack %s has no output ReaderRoleArn; it has %s"
              .formatted(name(tenant), home.outputs().keySet()));
    }
    return role;
  }

  /** Whether it has to share a rule and its record does not say so yet. */
  boolean isCrowdedOut(Tenant tenant) {
    return !tenant.standing().sharesRule()
        && tenant.readerRole() == null
        && !blueprint.isPartners(tenant.settings())
        && stacks.find(name(tenant)).isEmpty()
        && rules.isCrowdedFor(tenant);
  }

  private StackStep.Outcome matched(Tenant tenant, Progress progress) {
    return tenant.standing().sharesRule()
        ? everywhere(tenant.settings().bucket().region(), progress)
        : StackStep.Outcome.needless(progress);
  }

  private StackStep.Outcome everywhere(String region, Progress progress) {
    Set<String> regions = new LinkedHashSet<>(Set.of(blueprint.home()));
    regions.add(region);
    StackStep.Outcome outcome = StackStep.Outcome.needless(progress);
    for (String it : regions) {
      outcome = rules.bring(it, outcome.progress());
      if (!outcome.isDone()) {
        return outcome;
      }
    }
    return outcome;
  }

  /** What a bucket left behind in one region or account cannot be brought to another. */
  private void expectUnmoved(Tenant tenant) {
    TenantSettings.Bucket bucket = tenant.settings().bucket();
    StackState home = stacks.find(name(tenant)).orElse(null);
    if (home == null || home.phase() == StackState.Phase.STILLBORN) {
      return;
    }
    String region = region(home, bucket.region());
    String account = home.parameters().getOrDefault(TenantBlueprint.OWNER, bucket.account());
    if (!region.equals(bucket.region()) || !account.equals(bucket.account())) {
      throw new ProvisioningFailed(
          "The bucket of this tenant is in region %s of account %s and its record says region %s of account %s; remove the tenant as it was first, then add it"
              .formatted(region, account, bucket.region(), bucket.account()));
    }
  }

  private static String region(StackState home, String otherwise) {
    return home.parameters().getOrDefault(TenantBlueprint.REGION, otherwise);
  }

  /** What a tenant that comes back left behind: its bucket, and the key of its own. */
  private Map<String, Map<String, String>> leftBehind(Tenant tenant) {
    TenantSettings.Bucket bucket = tenant.settings().bucket();
    if (bucket.exists() || blueprint.isPartners(tenant.settings())) {
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

  /** A step towards no stack of the tenant's own, and no rule that matches its bucket. */
  StackStep.Outcome remove(Tenant tenant, Progress progress) {
    TenantSettings settings = tenant.settings();
    String region =
        stacks
            .find(name(tenant))
            .map(it -> region(it, settings.bucket().region()))
            .orElse(settings.bucket().region());
    StackStep.Outcome outcome = StackStep.Outcome.needless(progress);
    if (!region.equals(blueprint.home())) {
      outcome = step.remove(blueprint.stack(region, settings), outcome.progress());
    }
    if (outcome.isDone()) {
      outcome = step.remove(name(tenant), outcome.progress());
    }
    return outcome.isDone() && tenant.standing().sharesRule()
        ? everywhere(region, outcome.progress())
        : outcome;
  }
}
