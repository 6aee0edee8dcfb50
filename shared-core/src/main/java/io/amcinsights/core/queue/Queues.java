package io.amcinsights.core.queue;

/** Sends messages. A message is only a doorbell: it may arrive twice, late and out of order. */
public interface Queues {

  /**
   * Sends one message.
   *
   * @param url of the queue
   * @throws io.amcinsights.core.error.UnavailableException when it may not have been sent
   */
  void send(String url, String body);
}
