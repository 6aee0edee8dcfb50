package io.amcinsights.core.operator;

import io.amcinsights.core.message.FailedWork;
import java.time.Instant;
import java.util.List;

/**
 * Failed work as an operator sees it.
 *
 * @param id of its message
 * @param queue the queue it lies in
 * @param attempts how often it was tried
 * @param since when it failed
 * @param objects uris of the objects it is about
 */
public record Failed(
    String id, String queue, FailedWork work, int attempts, Instant since, List<String> objects) {

  public Failed {
    objects = List.copyOf(objects);
  }
}
