package io.amcinsights.local.cloudformation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Failures that somebody asked for, each for the next operation of its kind on one stack. */
final class Faults {

  /** The resource that fails, and why. */
  record Fault(String logicalId, String reason) {}

  private final Map<String, Fault> faults = new ConcurrentHashMap<>();

  void add(String stack, String operation, Fault fault) {
    faults.put(key(stack, operation), fault);
  }

  /** The failure of the operation that begins now. */
  @Nullable Fault take(String stack, String operation) {
    return faults.remove(key(stack, operation));
  }

  private static String key(String stack, String operation) {
    return operation + " " + stack;
  }
}
