package io.amcinsights.local.events;

import java.util.List;
import java.util.Map;

/** Delivers events to queues and functions. */
interface Targets {

  /** A target answered that delivering again cannot help: it is not there. */
  final class GoneException extends RuntimeException {

    GoneException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  boolean isQueue(String arn);

  /**
   * Sends bodies to a queue, by any keys.
   *
   * @return the keys that were not accepted and may be sent again, with the reason
   */
  Map<String, String> send(String queueArn, Map<String, String> bodies);

  /** Invokes a function and waits for it. */
  void invoke(String functionArn, String payload);

  /** The targets that need to be known by their full names. */
  static String nameOf(String arn) {
    List<String> parts = List.of(arn.split(":", -1));
    return parts.get(parts.size() - 1);
  }
}
