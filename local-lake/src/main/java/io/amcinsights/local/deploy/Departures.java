package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.amcinsights.local.deploy.DeploymentState.Leaving;
import io.amcinsights.local.deploy.DeploymentState.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Takes out of service what templates no longer have, last made first. What another stack, or the
 * same one under another logical id, has by now only changed hands: it stays as it is.
 */
final class Departures {

  private static final Logger LOG = LogManager.getLogger(Departures.class);

  private interface Way {
    void go(Provider provider, Request request, Placed placed);
  }

  private record Present(String stack, Resource resource) {}

  private final StackNames names;
  private final Providers providers;
  private final DeploymentState state;

  Departures(StackNames names, Providers providers, DeploymentState state) {
    this.names = names;
    this.providers = providers;
    this.state = state;
  }

  /**
   * Removes what is leaving. A crash in its middle is followed by another call that completes it.
   *
   * @param stacks all that exist, in the order in which they were deployed
   */
  void carryOut(Collection<String> stacks) {
    carryOut(stacks, Provider::remove);
  }

  /** The same after a change was taken back: what it had made goes with all it holds. */
  void takeBack(Collection<String> stacks) {
    carryOut(stacks, Provider::delete);
  }

  private void carryOut(Collection<String> stacks, Way way) {
    List<Present> present =
        stacks.stream()
            .flatMap(
                stack -> state.resources(stack).values().stream().map(it -> new Present(stack, it)))
            .toList();
    List<String> last = new ArrayList<>(stacks);
    Collections.reverse(last);
    for (String stack : last) {
      List<Leaving> leaving = new ArrayList<>(state.leaving(stack));
      Collections.reverse(leaving);
      leaving.forEach(it -> depart(stack, it, present, way));
      if (!leaving.isEmpty()) {
        state.leaving(stack, List.of());
        state.save();
      }
    }
  }

  private void depart(String stack, Leaving leaving, List<Present> present, Way way) {
    Resource resource = leaving.resource();
    String type = resource.type();
    if (present.stream().anyMatch(it -> isSameThing(it, stack, resource))) {
      LOG.info("Stack {}: {} ({}) has a new place", stack, leaving.id(), type);
      return;
    }
    Request request =
        new Request(
            names.find(stack, Map.of()),
            leaving.id(),
            type,
            JsonNodeFactory.instance.objectNode(),
            resource.placed(),
            true,
            Request.Claim.ANY,
            Runnable::run);
    providers.find(type).ifPresent(provider -> way.go(provider, request, resource.placed()));
    LOG.info("Stack {}: {} ({}) is gone", stack, leaving.id(), type);
  }

  /** Rules and permissions of one name are others on every bus; all else is there once. */
  private boolean isSameThing(Present other, String stack, Resource resource) {
    return resource.isSameThing(other.resource())
        && (!resource.type().startsWith("AWS::Events::")
            || place(other.stack()).equals(place(stack)));
  }

  private Place place(String stack) {
    return names.find(stack, Map.of()).place();
  }
}
