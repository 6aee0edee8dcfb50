package io.amcinsights.routing;

import java.util.List;
import java.util.Map;

/** Turns the messages of a stage's queue into executions of its state machine. */
interface StageStarter {

  /**
   * Starts what the messages ring for. A message is done once the execution it needs runs, or once
   * somebody else is sure to look after it.
   *
   * @return the failure of each message that failed, by message id
   */
  Map<String, RuntimeException> start(List<QueueMessage> messages);
}
