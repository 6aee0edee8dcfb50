package io.amcinsights.core.queue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Queues that keep what was sent until somebody takes it. */
public final class InMemoryQueues implements Queues {

  private final Map<String, List<String>> messages = new LinkedHashMap<>();

  @Override
  public synchronized void send(String url, String body) {
    messages.computeIfAbsent(url, key -> new ArrayList<>()).add(body);
  }

  /** What lies on a queue, oldest first. */
  public synchronized List<String> messages(String url) {
    return List.copyOf(messages.getOrDefault(url, List.of()));
  }

  /** Empties a queue and returns what lay on it. */
  public synchronized List<String> take(String url) {
    List<String> taken = messages.remove(url);
    return taken == null ? List.of() : List.copyOf(taken);
  }
}
