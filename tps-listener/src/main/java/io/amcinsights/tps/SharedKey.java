package io.amcinsights.tps;

import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantSettings;
import io.amcinsights.core.tenant.Tenants;
import io.amcinsights.tps.Progress.Attempt;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The key that tenants of a region share: it has to admit the accounts that their files come from.
 *
 * <p>Whoever changes it writes the accounts of everybody, and looks at them again afterwards: two
 * executions that change it at the same time cannot lose an account for good.
 */
final class SharedKey {

  /** CloudFormation's limit for the value of a parameter. */
  private static final int LONGEST_PARAMETER = 4_096;

  private final TenantBlueprint blueprint;
  private final Stacks stacks;
  private final StackStep step;
  private final Tenants tenants;

  SharedKey(TenantBlueprint blueprint, Stacks stacks, Tenants tenants) {
    this.blueprint = blueprint;
    this.stacks = stacks;
    this.step = new StackStep(stacks);
    this.tenants = tenants;
  }

  /** A step towards what a new bucket needs of others: the state of their stack, or of none. */
  StackStep.Outcome admit(Tenant tenant, Progress progress) {
    TenantSettings settings = tenant.settings();
    if (settings.bucket().exists() || blueprint.isPartners(settings)) {
      return StackStep.Outcome.needless(progress);
    }
    if (blueprint.isAway(settings)) {
      return away(tenant, progress);
    }
    return settings.bucket().ownKey()
        ? StackStep.Outcome.needless(progress)
        : home(tenant, progress);
  }

  /** The stack of another region is made for the first bucket there: it also logs access to it. */
  private StackStep.Outcome away(Tenant tenant, Progress progress) {
    String region = tenant.settings().bucket().region();
    Set<String> wanted =
        stacks.find(blueprint.shared(region)).map(SharedKey::admitted).orElseGet(TreeSet::new);
    wanted.addAll(everybody(tenant));
    return step.deploy(blueprint.region(region, checked(wanted)), Map::of, progress);
  }

  /** The stack at home is deployed with the lake; only its parameter is changed here. */
  private StackStep.Outcome home(Tenant tenant, Progress progress) {
    StackName name = blueprint.shared(tenant.settings().bucket().region());
    StackState state =
        stacks
            .find(name)
            .orElseThrow(() -> new ProvisioningFailed("Stack %s is not deployed".formatted(name)));
    StackState.Phase phase = state.phase();
    if (phase == StackState.Phase.BUSY) {
      return new StackStep.Outcome(progress, null);
    }
    Set<String> admitted = admitted(state);
    boolean changed = progress.has(Attempt.UPDATE, name);
    Set<String> wanted = changed ? everybody(tenant) : Set.of(tenant.settings().amc().account());
    if (admitted.containsAll(wanted)) {
      return new StackStep.Outcome(progress, state);
    }
    if (phase != StackState.Phase.COMPLETE && changed) {
      throw new ProvisioningFailed(
          "Stack %s: %s".formatted(name, String.join("; ", stacks.reasons(name))));
    }
    // Of everybody, so that a hundred new tenants are one update.
    admitted.addAll(everybody(tenant));
    String value = String.join(",", checked(admitted));
    stacks.update(new Deployment(name, null, Map.of(TenantBlueprint.ACCOUNTS, value), Map.of()));
    return new StackStep.Outcome(progress.with(Attempt.UPDATE, name), null);
  }

  private static Set<String> checked(Set<String> accounts) {
    if (String.join(",", accounts).length() > LONGEST_PARAMETER) {
      throw new ProvisioningFailed(
          "The key that tenants share admits %d accounts and has no room for more; set ownKey to true"
              .formatted(accounts.size()));
    }
    return accounts;
  }

  /** Accounts of all whose buckets are sealed with it, this tenant's among them. */
  private Set<String> everybody(Tenant tenant) {
    String region = tenant.settings().bucket().region();
    var accounts = new TreeSet<String>();
    tenants.all().stream()
        .filter(it -> !it.isLeaving() && it.problems().isEmpty())
        .map(Tenant::settings)
        .filter(it -> !it.bucket().exists() && !it.bucket().ownKey())
        .filter(it -> it.bucket().region().equals(region) && !blueprint.isPartners(it))
        .forEach(it -> accounts.add(it.amc().account()));
    if (!tenant.settings().bucket().ownKey()) {
      accounts.add(tenant.settings().amc().account());
    }
    return accounts;
  }

  private static Set<String> admitted(StackState state) {
    List<String> listed =
        Arrays.asList(state.parameters().getOrDefault(TenantBlueprint.ACCOUNTS, "").split(",", -1));
    var accounts = new TreeSet<>(listed);
    accounts.remove("");
    return accounts;
  }
}
