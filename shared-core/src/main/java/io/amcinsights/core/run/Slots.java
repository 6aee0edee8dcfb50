package io.amcinsights.core.run;

import java.util.List;

/** The places that a tenant has in AMC, given in the order in which they were asked for. */
public interface Slots {

  /** Who runs and who waits, both in order. */
  record Queue(List<String> running, List<String> waiting) {

    public static final Queue EMPTY = new Queue(List.of(), List.of());

    public Queue {
      running = List.copyOf(running);
      waiting = List.copyOf(waiting);
    }
  }

  /**
   * Takes a place, or a place in the queue; may be repeated.
   *
   * @param limit how many places there are
   * @return whether the run has a place now
   */
  boolean take(String tenant, String runId, int limit);

  /** Gives a place back, or leaves the queue; may be repeated. */
  void release(String tenant, String runId);

  Queue of(String tenant);

  /** Tenants of whom somebody runs or waits. */
  List<String> tenants();
}
