package io.amcinsights.tps;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * CloudFormation: what is asked for is under way first, done when somebody looks twice, and rolled
 * back when it was told to fail. Buckets that its stacks made stay when they go.
 */
final class FakeStacks implements Stacks {

  private static final class Stack {
    StackState state = new StackState("REVIEW_IN_PROGRESS", Map.of(), Map.of(), Map.of());
    StackState next = state;
    int looks;
    List<String> reasons = List.of();
  }

  private final Map<StackName, Stack> stacks = new LinkedHashMap<>();
  private final Map<String, List<String>> failing = new HashMap<>();
  private final List<String> operations = new ArrayList<>();
  private final Set<String> buckets = new HashSet<>();

  /** The next operation of this kind on this stack fails, and all after it until it is mended. */
  void failing(String operation, String stack, String... reasons) {
    failing.put(operation + " " + stack, List.of(reasons));
  }

  void mend() {
    failing.clear();
  }

  /** What was begun, in order. */
  List<String> operations() {
    return operations;
  }

  Set<String> buckets() {
    return buckets;
  }

  /** A stack that others made. */
  void existing(StackName name, Map<String, String> parameters, Map<String, String> outputs) {
    Stack stack = new Stack();
    stack.state = new StackState("CREATE_COMPLETE", parameters, outputs, Map.of());
    stack.next = stack.state;
    stacks.put(name, stack);
  }

  /** Somebody else changes a stack; not while it is being changed. */
  boolean overwrite(StackName name, Map<String, String> parameters) {
    Stack stack = stacks.get(name);
    if (!stack.state.equals(stack.next)) {
      return false;
    }
    stack.state =
        new StackState("UPDATE_COMPLETE", parameters, stack.state.outputs(), Map.of("by", "other"));
    stack.next = stack.state;
    return true;
  }

  /** A stack as somebody left it. */
  void existing(StackName name, String status) {
    Stack stack = new Stack();
    stack.state = new StackState(status, Map.of(), Map.of(), Map.of());
    stack.next = stack.state;
    stacks.put(name, stack);
  }

  StackState now(StackName name) {
    return stacks.get(name).next;
  }

  @Override
  public Optional<StackState> find(StackName name) {
    Stack stack = stacks.get(name);
    if (stack == null) {
      return Optional.empty();
    }
    if (!stack.state.equals(stack.next) && ++stack.looks >= 2) {
      stack.state = stack.next;
    }
    if (stack.state.status().equals("DELETE_COMPLETE")) {
      stacks.remove(name);
      return Optional.empty();
    }
    return Optional.of(stack.state);
  }

  @Override
  public void create(Deployment wanted) {
    if (stacks.containsKey(wanted.stack())) {
      return;
    }
    Stack stack = new Stack();
    stacks.put(wanted.stack(), stack);
    begin(stack, "create", wanted, "CREATE_IN_PROGRESS", "CREATE_COMPLETE", "ROLLBACK_COMPLETE");
  }

  @Override
  public boolean update(Deployment wanted) {
    Stack stack = stacks.get(wanted.stack());
    expectIdle(stack, wanted.stack());
    var parameters = new TreeMap<>(wanted.template() == null ? stack.state.parameters() : Map.of());
    parameters.putAll(wanted.parameters());
    var merged = new Deployment(wanted.stack(), wanted.template(), parameters, wanted.tags());
    if (parameters.equals(stack.state.parameters()) && wanted.tags().equals(stack.state.tags())) {
      return false;
    }
    begin(
        stack,
        "update",
        merged,
        "UPDATE_IN_PROGRESS",
        "UPDATE_COMPLETE",
        "UPDATE_ROLLBACK_COMPLETE");
    return true;
  }

  @Override
  public void importInto(Deployment wanted, Map<String, Map<String, String>> resources) {
    Stack stack = stacks.get(wanted.stack());
    if (stack == null) {
      stack = new Stack();
      stacks.put(wanted.stack(), stack);
      operations.add("prepare import of " + new TreeMap<>(resources).keySet());
      return;
    }
    begin(
        stack,
        "import",
        new Deployment(wanted.stack(), null, wanted.parameters(), Map.of()),
        "IMPORT_IN_PROGRESS",
        "IMPORT_COMPLETE",
        "IMPORT_ROLLBACK_COMPLETE");
  }

  @Override
  public void delete(StackName name) {
    Stack stack = stacks.get(name);
    if (stack == null) {
      return;
    }
    expectIdle(stack, name);
    var gone = new Deployment(name, null, Map.of(), Map.of());
    begin(stack, "delete", gone, "DELETE_IN_PROGRESS", "DELETE_COMPLETE", "DELETE_FAILED");
  }

  @Override
  public void turnBack(StackName name) {
    Stack stack = stacks.get(name);
    operations.add("turn back " + name.name());
    stack.next =
        new StackState(
            "UPDATE_ROLLBACK_COMPLETE",
            stack.state.parameters(),
            stack.state.outputs(),
            stack.state.tags());
    stack.state = new StackState("UPDATE_ROLLBACK_IN_PROGRESS", Map.of(), Map.of(), Map.of());
    stack.looks = 0;
  }

  private static void expectIdle(Stack stack, StackName name) {
    if (stack.state.phase() == StackState.Phase.BUSY) {
      throw new IllegalStateException(name + " is in " + stack.state.status());
    }
  }

  private void begin(
      Stack stack, String operation, Deployment wanted, String busy, String done, String failed) {
    operations.add(operation + " " + where(wanted.stack()));
    List<String> reasons = failing.getOrDefault(operation + " " + where(wanted.stack()), List.of());
    StackState before = stack.state;
    stack.looks = 0;
    stack.reasons = reasons;
    stack.state = new StackState(busy, before.parameters(), before.outputs(), before.tags());
    stack.next =
        reasons.isEmpty()
            ? new StackState(done, wanted.parameters(), outputs(wanted, before), wanted.tags())
            : new StackState(failed, before.parameters(), before.outputs(), before.tags());
    if (reasons.isEmpty() && operation.equals("create")) {
      String bucket = wanted.parameters().get("BucketName");
      if (bucket != null
          && !"true".equals(wanted.parameters().get("BucketExists"))
          && isHere(wanted)) {
        buckets.add(bucket);
      }
    }
  }

  /** Names of stacks elsewhere say where. */
  private static String where(StackName name) {
    return name.region().equals(TpsLake.HOME) ? name.name() : name.toString();
  }

  /** The tenant's stack at home makes no bucket of another region or account. */
  private static boolean isHere(Deployment wanted) {
    String region = wanted.stack().region();
    return wanted.parameters().getOrDefault("BucketRegion", region).equals(region)
        && wanted
            .parameters()
            .getOrDefault("BucketAccount", TpsLake.ACCOUNT)
            .equals(TpsLake.ACCOUNT);
  }

  private static Map<String, String> outputs(Deployment wanted, StackState before) {
    if (wanted.template() == null) {
      return before.outputs();
    }
    if (wanted.stack().name().equals("amclake-dev-region")) {
      return Map.of(
          "KeyArn", "arn:aws:kms:%s:111122223333:key/shared".formatted(wanted.stack().region()));
    }
    String customer = wanted.parameters().getOrDefault("CustomerId", "-");
    boolean own = wanted.parameters().getOrDefault("KeyArn", "x").isEmpty();
    return Map.of(
        "ReaderRoleArn",
        "arn:aws:iam::111122223333:role/" + customer,
        "KeyArn",
        own ? "arn:aws:kms:us-east-1:111122223333:key/of-" + customer : "");
  }

  @Override
  public List<String> reasons(StackName name) {
    Stack stack = stacks.get(name);
    return stack == null ? List.of() : stack.reasons;
  }
}
