package io.amcinsights.core.operator;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.queue.Queues;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps queues in memory; a received message stays hidden until it is released or deleted. */
public final class InMemoryQueueAdmin implements QueueAdmin, Queues {

  private static final int BATCH = 10;

  private final Clock clock;
  private final Map<String, Map<String, Held>> queues = new TreeMap<>();
  private int sent;

  public InMemoryQueueAdmin(Clock clock, String... names) {
    this.clock = clock;
    for (String name : names) {
      queues.put(name, new LinkedHashMap<>());
    }
  }

  private record Held(Message message, boolean hidden) {}

  @Override
  public synchronized List<Queue> all() {
    return queues.keySet().stream().map(name -> new Queue(name, url(name))).toList();
  }

  /** The url of a queue of that name. */
  public static String url(String name) {
    return "memory:" + name;
  }

  @Override
  public synchronized Depth depth(Queue queue) {
    long hidden = held(queue.url()).values().stream().filter(Held::hidden).count();
    return new Depth(held(queue.url()).size() - hidden, hidden, 0);
  }

  @Override
  public synchronized List<Message> receive(Queue queue, int hiddenSeconds) {
    List<Message> received = new ArrayList<>();
    held(queue.url())
        .replaceAll(
            (id, held) -> {
              if (held.hidden() || received.size() == BATCH) {
                return held;
              }
              Message last = held.message();
              var message = new Message(id, id, last.body(), last.receives() + 1, last.sentAt());
              received.add(message);
              return new Held(message, true);
            });
    return received;
  }

  @Override
  public synchronized void release(Queue queue, Message message) {
    held(queue.url()).computeIfPresent(message.id(), (id, held) -> new Held(held.message(), false));
  }

  @Override
  public synchronized void delete(Queue queue, Message message) {
    held(queue.url()).remove(message.id());
  }

  @Override
  public synchronized void send(String queueUrl, String body) {
    String id = "message-" + ++sent;
    held(queueUrl).put(id, new Held(new Message(id, id, body, 0, clock.instant()), false));
  }

  /** The bodies in a queue, hidden or not. */
  public synchronized List<String> bodies(String name) {
    return held(url(name)).values().stream().map(held -> held.message().body()).toList();
  }

  private Map<String, Held> held(String url) {
    Map<String, Held> held = queues.get(url.replaceFirst("^memory:", ""));
    if (held == null) {
      throw new InvalidInputException("No queue '%s'; there are %s", url, queues.keySet());
    }
    return held;
  }
}
