package io.amcinsights.local.lambda;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Where a poller waits; others may wake it or tell it to stop. */
final class Pause {

  private final Semaphore calls = new Semaphore(0);
  private volatile boolean stopped;

  boolean isStopped() {
    return stopped;
  }

  void stop() {
    stopped = true;
    wake();
  }

  void wake() {
    calls.release();
  }

  /** Returns early when woken. */
  void atMost(Duration time) {
    try {
      if (!stopped && calls.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
        calls.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }
}
