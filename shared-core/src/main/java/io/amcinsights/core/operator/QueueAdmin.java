package io.amcinsights.core.operator;

import java.time.Instant;
import java.util.List;

/**
 * The queues of one installation, as an operator sees them. Sending goes through {@link
 * io.amcinsights.core.queue.Queues}.
 */
public interface QueueAdmin {

  /** A queue. */
  record Queue(String name, String url) {

    /** Whether it holds what failed: a dead-letter queue or one of failed work. */
    public boolean dead() {
      return name.endsWith("-dlq") || name.endsWith("-failed");
    }
  }

  /** How many messages can be received, are being worked on, and are held back for now. */
  record Depth(long visible, long inFlight, long delayed) {

    public long total() {
      return visible + inFlight + delayed;
    }
  }

  /**
   * A received message.
   *
   * @param id stays the same however often it is received
   * @param receipt names this receipt of it
   * @param receives how often it was received
   */
  record Message(String id, String receipt, String body, int receives, Instant sentAt) {}

  /** In order of their names. */
  List<Queue> all();

  Depth depth(Queue queue);

  /** Receives some messages and hides them from others for a while; empty when there is none. */
  List<Message> receive(Queue queue, int hiddenSeconds);

  /** Lets others receive the message at once. */
  void release(Queue queue, Message message);

  void delete(Queue queue, Message message);
}
