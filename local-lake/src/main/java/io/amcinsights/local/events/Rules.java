package io.amcinsights.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of the event buses, and who else may send to these. */
public interface Rules {

  /**
   * A target.
   *
   * @param arn a queue, a function or another bus
   * @param input constant input; null passes the event
   * @param deadLetterArn queue for what could not be delivered; null for none
   * @param roleArn with which it is served; null for the permission of the target itself
   */
  record Target(
      String id,
      String arn,
      @Nullable JsonNode input,
      @Nullable String deadLetterArn,
      @Nullable String roleArn) {}

  /**
   * A rule: either a pattern or a period.
   *
   * @param every from {@code rate(...)}; null when there is a pattern
   */
  record Rule(
      Bus bus,
      String name,
      @Nullable JsonNode pattern,
      @Nullable Duration every,
      boolean enabled,
      List<Target> targets) {

    public String arn() {
      return bus.rule(name);
    }
  }

  /** Creates or replaces; an invalid pattern is refused with event-ruler's own message. */
  void put(Rule rule);

  void remove(Bus bus, String name);

  /** Puts a statement into the policy of a bus, or replaces the one of that id. */
  void permit(Bus bus, String statementId, JsonNode statement);

  void revoke(Bus bus, String statementId);
}
