package io.amcinsights.core.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps places in memory. */
public final class InMemorySlots implements Slots {

  private final Map<String, Queue> queues = new TreeMap<>();

  @Override
  public synchronized boolean take(String tenant, String runId, int limit) {
    Queue next = Turns.take(of(tenant), runId, limit);
    queues.put(tenant, next);
    return next.running().contains(runId);
  }

  @Override
  public synchronized void release(String tenant, String runId) {
    queues.put(tenant, Turns.release(of(tenant), runId));
  }

  @Override
  public synchronized Queue of(String tenant) {
    return queues.getOrDefault(tenant, Queue.EMPTY);
  }

  @Override
  public synchronized List<String> tenants() {
    return queues.entrySet().stream()
        .filter(it -> !it.getValue().equals(Queue.EMPTY))
        .map(Map.Entry::getKey)
        .toList();
  }
}
