package io.amcinsights.cli.destroy;

import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account whose stacks need two looks to be gone, and refuse to go while they are guarded. */
public final class FakeStacks implements Stacks {

  private final Map<String, Stack> stacks = new LinkedHashMap<>();
  private final Map<String, List<Resource>> resources = new HashMap<>();
  private final Map<String, List<String>> stubborn = new HashMap<>();
  private final List<String> calls = new ArrayList<>();

  public FakeStacks with(LakeNames names, String name, boolean guarded, Resource... held) {
    return with(name, guarded, tags(names), held);
  }

  public FakeStacks with(String name, boolean guarded, Map<String, String> tags, Resource... held) {
    stacks.put(name, new Stack("arn/" + name, name, "CREATE_COMPLETE", guarded, tags, Map.of()));
    resources.put(name, List.of(held));
    return this;
  }

  public static Map<String, String> tags(LakeNames names) {
    return Map.of(
        "lake:installation", names.installation(), "lake:environment", names.environment());
  }

  /** Deleting it fails for these reasons, until it is made willing. */
  public void stubborn(String name, String... reasons) {
    stubborn.put(name, List.of(reasons));
  }

  public void willing(String name) {
    stubborn.remove(name);
  }

  public void status(String name, String status) {
    Stack it = stacks.get(name);
    stacks.put(name, new Stack(it.id(), name, status, it.guarded(), it.tags(), it.parameters()));
  }

  public List<String> calls() {
    return calls;
  }

  public List<String> left() {
    return existing().stream().map(Stack::name).toList();
  }

  @Override
  public List<Stack> existing() {
    return stacks.values().stream().filter(it -> !it.isGone()).toList();
  }

  @Override
  public List<Stack> remembered(String beginning) {
    return stacks.values().stream().filter(Stack::isGone).toList();
  }

  @Override
  public List<Resource> resources(Stack stack) {
    return resources.getOrDefault(stack.name(), List.of());
  }

  @Override
  public void unguard(Stack stack) {
    calls.add("unguard " + stack.name());
    Stack it = stacks.get(stack.name());
    stacks.put(
        it.name(), new Stack(it.id(), it.name(), it.status(), false, it.tags(), it.parameters()));
  }

  @Override
  public void delete(Stack stack) {
    calls.add("delete " + stack.name());
    if (stacks.get(stack.name()).guarded()) {
      throw new IllegalStateException(stack.name() + " is guarded");
    }
    status(stack.name(), "DELETE_IN_PROGRESS");
  }

  @Override
  public Optional<Stack> now(Stack stack) {
    Optional<Stack> now = Optional.ofNullable(stacks.get(stack.name()));
    if (now.isPresent() && now.get().isBeingDeleted()) {
      status(
          stack.name(), stubborn.containsKey(stack.name()) ? "DELETE_FAILED" : "DELETE_COMPLETE");
    }
    return now;
  }

  @Override
  public List<String> failures(Stack stack) {
    return stubborn.getOrDefault(stack.name(), List.of());
  }
}
