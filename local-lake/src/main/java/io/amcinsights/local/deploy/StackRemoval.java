package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.amcinsights.local.deploy.DeploymentState.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Deletes the resources of one stack, last made first, as their deletion policies say. */
final class StackRemoval {

  private final Plan plan;
  private final Set<String> staying;
  private final Providers providers;
  private final DeploymentState state;

  /**
   * Makes one.
   *
   * @param staying policies of the template that keep a resource
   */
  StackRemoval(Plan plan, Set<String> staying, Providers providers, DeploymentState state) {
    this.plan = plan;
    this.staying = staying;
    this.providers = providers;
    this.state = state;
  }

  /** Deletes all of them, or as many as it can: what fails is not in the way of the others. */
  void carryOut() {
    Map<String, Resource> remaining = state.resources(plan.stack().key());
    List<Map.Entry<String, Resource>> last = new ArrayList<>(remaining.entrySet());
    Collections.reverse(last);
    RuntimeException failure = null;
    for (Map.Entry<String, Resource> entry : last) {
      String id = entry.getKey();
      Resource resource = entry.getValue();
      try {
        plan.progress().before(id);
        remove(id, resource);
        remaining.remove(id);
      } catch (RuntimeException e) {
        failure = e;
        plan.progress().failed(id, resource.type(), String.valueOf(e.getMessage()));
      }
    }
    state.resources(plan.stack().key(), remaining);
    state.save();
    if (failure != null) {
      throw failure;
    }
  }

  private void remove(String id, Resource resource) {
    Request request =
        new Request(
            plan.stack(),
            id,
            resource.type(),
            JsonNodeFactory.instance.objectNode(),
            resource.placed(),
            true,
            Request.Claim.ANY,
            Runnable::run);
    Provider provider = providers.get(resource.type());
    JsonNode policy = plan.template().path("Resources").path(id).path("DeletionPolicy");
    if (staying.contains(policy.asText())) {
      provider.letGo(request, resource.placed());
    } else {
      provider.delete(request, resource.placed());
      plan.progress().gone(id, resource.type(), resource.placed().ref());
    }
  }
}
