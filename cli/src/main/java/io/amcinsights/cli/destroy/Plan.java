package io.amcinsights.cli.destroy;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;

/**
 * What an uninstall removes.
 *
 * @param stacks those that exist, in the order of their removal
 * @param gone those of the installation that are gone and left something behind
 * @param leftAlone names of stacks that begin like ours and do not carry our tags
 */
public record Plan(
    LakeNames names, List<PlannedStack> stacks, List<PlannedStack> gone, List<String> leftAlone) {

  public Plan {
    stacks = List.copyOf(stacks);
    gone = List.copyOf(gone);
    leftAlone = List.copyOf(leftAlone);
  }
}
