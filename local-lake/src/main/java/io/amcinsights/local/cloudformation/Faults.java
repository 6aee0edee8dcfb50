package io.amcinsights.local.cloudformation;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Operations that are to fail, once each. */
public final class Faults {

  /**
   * Why an operation fails.
   *
   * @param resource logical id of the resource at fault
   */
  record Fault(String resource, String reason) {}

  private final Map<String, Fault> faults = new ConcurrentHashMap<>();

  /**
   * The next operation of this kind on this stack fails.
   *
   * @param operation {@code create}, {@code update}, {@code delete} or {@code import}
   */
  public void next(String stack, String operation, String resource, String reason) {
    faults.put(stack + " " + operation, new Fault(resource, reason));
  }

  Optional<Fault> take(String stack, String operation) {
    return Optional.ofNullable(faults.remove(stack + " " + operation));
  }
}
