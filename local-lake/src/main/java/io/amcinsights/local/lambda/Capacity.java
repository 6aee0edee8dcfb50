package io.amcinsights.local.lambda;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much runs at once in the one JVM. Invocations above it wait; they are not throttled, because
 * on AWS they would simply run.
 */
final class Capacity {

  private final Semaphore all;
  private final Semaphore heavy;
  private final AtomicInteger present = new AtomicInteger();

  /**
   * Limits.
   *
   * @param all invocations at once
   * @param heavy of those, the ones that load tables or large files
   */
  Capacity(int all, int heavy) {
    this.all = new Semaphore(all, true);
    this.heavy = new Semaphore(heavy, true);
  }

  static Capacity ofThisMachine() {
    return new Capacity(Math.max(4, Runtime.getRuntime().availableProcessors() * 2), 2);
  }

  /** Invocations that run or wait. */
  int present() {
    return present.get();
  }

  <T> T within(Functions.Spec function, Callable<T> invocation) throws Exception {
    boolean isHeavy =
        function.name().endsWith("-load-table")
            || function.name().endsWith("-light-transform-large");
    present.incrementAndGet();
    try {
      return isHeavy ? within(heavy, () -> within(all, invocation)) : within(all, invocation);
    } finally {
      present.decrementAndGet();
    }
  }

  private static <T> T within(Semaphore permits, Callable<T> work) throws Exception {
    permits.acquire();
    try {
      return work.call();
    } finally {
      permits.release();
    }
  }
}
