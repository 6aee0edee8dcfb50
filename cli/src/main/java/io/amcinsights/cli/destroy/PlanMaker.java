package io.amcinsights.cli.destroy;

import io.amcinsights.core.naming.LakeNames;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what belongs to an installation: stacks whose name begins with its prefix and a hyphen, and
 * whose tags name it as well. Nothing is found by its name alone.
 */
public record PlanMaker(Stacks stacks, LakeNames names) {

  /** The plan as the account is now. */
  public Plan make() {
    List<Stack> namedLikeOurs =
        stacks.existing().stream().filter(it -> it.name().startsWith(names.stack(""))).toList();
    List<PlannedStack> ours =
        namedLikeOurs.stream()
            .filter(this::isOurs)
            .map(this::planned)
            .sorted(Comparator.comparing(PlannedStack::kind).thenComparing(it -> it.stack().name()))
            .toList();
    List<PlannedStack> gone =
        stacks.remembered(names.stack("")).stream()
            .filter(it -> it.name().startsWith(names.stack("")) && isOurs(it))
            .map(this::planned)
            .filter(it -> !it.kept().isEmpty())
            .toList();
    List<String> others =
        namedLikeOurs.stream().filter(it -> !isOurs(it)).map(Stack::name).sorted().toList();
    return new Plan(names, ours, gone, others);
  }

  private boolean isOurs(Stack stack) {
    return Tags.areOf(names, stack.tags());
  }

  private PlannedStack planned(Stack stack) {
    List<Resource> all =
        stacks.resources(stack).stream().filter(it -> !it.name().isEmpty()).toList();
    return new PlannedStack(stack, Kind.of(stack, names), all);
  }
}
