package io.amcinsights.local.s3;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One lock per key in use: the order in which a key's writes become visible is then also the order
 * of their sequencers.
 */
final class KeyLocks {

  private final Map<String, Held> held = new HashMap<>();

  private static final class Held {
    private final ReentrantLock lock = new ReentrantLock();
    private int users;
  }

  /** Does one thing to a key while nothing else is done to it. */
  <T> T holding(String bucket, String key, Supplier<T> change) {
    String name = bucket + "/" + key;
    Held entry;
    synchronized (held) {
      entry = held.computeIfAbsent(name, ignored -> new Held());
      entry.users++;
    }
    entry.lock.lock();
    try {
      return change.get();
    } finally {
      release(name, entry);
    }
  }

  boolean isHeld(String bucket, String key) {
    synchronized (held) {
      return held.containsKey(bucket + "/" + key);
    }
  }

  private void release(String name, Held entry) {
    entry.lock.unlock();
    synchronized (held) {
      if (--entry.users == 0) {
        held.remove(name);
      }
    }
  }
}
