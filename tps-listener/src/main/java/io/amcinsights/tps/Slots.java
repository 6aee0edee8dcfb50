package io.amcinsights.tps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which shared rule matches which buckets: every rule has a slot, whose list of buckets is a
 * parameter of the stack. A bucket stays in its slot, so that no change of others ever moves it.
 */
final class Slots {

  /** As many as the template has rules for. */
  static final int SLOTS = 60;

  /** EventBridge ends a pattern at 2,048 characters; a bucket's name has 63 at most. */
  static final int BUCKETS = 25;

  private final List<Set<String>> slots = new ArrayList<>();

  private Slots(Map<String, String> parameters) {
    for (int i = 0; i < SLOTS; i++) {
      var buckets =
          new TreeSet<>(Arrays.asList(parameters.getOrDefault(parameter(i), "").split(",", -1)));
      buckets.remove("");
      slots.add(buckets);
    }
  }

  /** As a stack has them. */
  static Slots of(Map<String, String> parameters) {
    return new Slots(parameters);
  }

  /** Parameter of the stack. */
  static String parameter(int slot) {
    return "Buckets%02d".formatted(slot);
  }

  /**
   * Makes room for exactly these.
   *
   * @throws ProvisioningFailed when there is not enough
   */
  Slots holding(Collection<String> wanted) {
    var missing = new TreeSet<>(wanted);
    for (Set<String> slot : slots) {
      slot.retainAll(wanted);
      missing.removeAll(slot);
    }
    for (String bucket : missing) {
      slots.stream()
          .filter(it -> it.size() < BUCKETS)
          .findFirst()
          .orElseThrow(
              () ->
                  new ProvisioningFailed(
                      "The %d rules that tenants share hold %d buckets and have no room for more; see docs/scale.md"
                          .formatted(SLOTS, SLOTS * BUCKETS)))
          .add(bucket);
    }
    return this;
  }

  boolean holds(String bucket) {
    return slots.stream().anyMatch(it -> it.contains(bucket));
  }

  /** Of all slots, also empty ones. */
  Map<String, String> parameters() {
    var parameters = new TreeMap<String, String>();
    for (int i = 0; i < SLOTS; i++) {
      parameters.put(parameter(i), String.join(",", slots.get(i)));
    }
    return parameters;
  }
}
