package io.amcinsights.local.s3;

import java.util.List;
import java.util.Map;

/** The deployed buckets. */
public interface Buckets {

  /**
   * A bucket as its template describes it.
   *
   * @param events EventBridge notifications are on
   * @param stack that has it; empty for none
   */
  record Spec(
      String name,
      String account,
      String region,
      boolean events,
      String stack,
      Map<String, String> tags) {

    public Spec {
      tags = Map.copyOf(tags);
    }

    /** One that no stack has. */
    public Spec(String name, String account, String region, boolean events) {
      this(name, account, region, events, "", Map.of());
    }
  }

  /** Creates or changes; what lies in the bucket stays. */
  void put(Spec spec);

  List<Spec> all();

  /** Whether there is one, also one that was made by hand. */
  boolean exists(String name);

  /** The stack that has it; empty for none. */
  String stack(String name);

  /** Where it is. */
  String region(String name);

  /** No stack has it any more, but it stays. */
  void disown(String name);

  /** Deletes an empty one. */
  void delete(String name);

  /** Its policy from now on; empty for none. */
  void policy(String name, String policy);
}
