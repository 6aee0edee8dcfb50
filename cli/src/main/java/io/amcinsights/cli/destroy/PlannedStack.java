package io.amcinsights.cli.destroy;

import java.util.List;

/** A stack of the installation with what it holds. */
public record PlannedStack(Stack stack, Kind kind, List<Resource> resources) {

  public PlannedStack {
    resources = List.copyOf(resources);
  }

  /** What stays when the stack goes. */
  public List<Resource> kept() {
    return resources.stream().filter(Resource::kept).toList();
  }

  /** What goes with the stack. */
  public List<Resource> deleted() {
    return resources.stream().filter(it -> !it.kept()).toList();
  }
}
