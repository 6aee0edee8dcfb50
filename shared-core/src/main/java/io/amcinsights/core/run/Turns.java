package io.amcinsights.core.run;

import java.util.ArrayList;
import java.util.List;

/** What taking and leaving make of a queue. */
public final class Turns {

  private Turns() {}

  /** The queue with the run in its place: among those who run if it is its turn. */
  public static Slots.Queue take(Slots.Queue queue, String runId, int limit) {
    if (queue.running().contains(runId)) {
      return queue;
    }
    List<String> waiting = new ArrayList<>(queue.waiting());
    if (!waiting.contains(runId)) {
      waiting.add(runId);
    }
    // Any of the first so many: nobody waits for one ahead who does not come.
    if (waiting.indexOf(runId) >= limit - queue.running().size()) {
      return new Slots.Queue(queue.running(), waiting);
    }
    waiting.remove(runId);
    List<String> running = new ArrayList<>(queue.running());
    running.add(runId);
    return new Slots.Queue(running, waiting);
  }

  public static Slots.Queue release(Slots.Queue queue, String runId) {
    List<String> running = new ArrayList<>(queue.running());
    List<String> waiting = new ArrayList<>(queue.waiting());
    running.remove(runId);
    waiting.remove(runId);
    return new Slots.Queue(running, waiting);
  }
}
