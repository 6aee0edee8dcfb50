package io.amcinsights.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules of the default event bus. */
public interface Rules {

  /**
   * A target.
   *
   * @param arn a queue or a function
   * @param input constant input; null passes the event
   * @param deadLetterArn queue for what could not be delivered; null for none
   */
  record Target(String id, String arn, @Nullable JsonNode input, @Nullable String deadLetterArn) {}

  /**
   * A rule: either a pattern or a period.
   *
   * @param every from {@code rate(...)}; null when there is a pattern
   */
  record Rule(
      String name,
      String arn,
      @Nullable JsonNode pattern,
      @Nullable Duration every,
      boolean enabled,
      List<Target> targets) {}

  /** Creates or replaces; an invalid pattern is refused with event-ruler's own message. */
  void put(Rule rule);

  void remove(String name);
}
