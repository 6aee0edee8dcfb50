package io.amcinsights.tps;

import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenants;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rules that tenants share: EventBridge takes some hundreds on a bus, so that those who come when
 * the bus is crowded have none of their own.
 *
 * <p>Whoever changes them writes the buckets of everybody, and looks again afterwards. A bucket is
 * in a rule before its tenant is ACTIVE, and leaves it after its stacks are gone.
 */
final class SharedRules {

  private final TenantBlueprint blueprint;
  private final Stacks stacks;
  private final StackStep step;
  private final Tenants tenants;
  private final int ownRules;

  /**
   * Makes them.
   *
   * @param ownRules how many tenants have a rule of their own
   */
  SharedRules(TenantBlueprint blueprint, Stacks stacks, Tenants tenants, int ownRules) {
    this.blueprint = blueprint;
    this.stacks = stacks;
    this.step = new StackStep(stacks);
    this.tenants = tenants;
    this.ownRules = ownRules;
  }

  /**
   * Whether a tenant that comes has to share. Of those who come at the same time it is the first by
   * their ids who have rules of their own.
   */
  boolean isCrowdedFor(Tenant tenant) {
    long before =
        tenants.all().stream()
            .filter(it -> !it.isLeaving() && !it.standing().sharesRule())
            .filter(
                it -> it.readerRole() != null || it.customerId().compareTo(tenant.customerId()) < 0)
            .count();
    return before >= ownRules;
  }

  /** A step towards rules in a region that match the buckets of all who share them. */
  StackStep.Outcome bring(String region, Progress progress) {
    Optional<StackState> now = stacks.find(blueprint.rules(region));
    Set<String> wanted = sharing(region);
    if (now.isEmpty() && wanted.isEmpty()) {
      return StackStep.Outcome.needless(progress);
    }
    Slots slots = Slots.of(now.map(StackState::parameters).orElse(Map.of())).holding(wanted);
    return step.deploy(blueprint.rules(region, slots), Map::of, progress);
  }

  /** Events of buckets elsewhere pass through home. */
  private Set<String> sharing(String region) {
    return tenants.all().stream()
        .filter(it -> it.standing().sharesRule() && !it.isLeaving())
        .map(it -> it.settings().bucket())
        .filter(it -> region.equals(blueprint.home()) || region.equals(it.region()))
        .map(it -> it.name())
        .collect(Collectors.toSet());
  }
}
