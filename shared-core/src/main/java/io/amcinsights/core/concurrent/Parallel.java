package io.amcinsights.core.concurrent;

import io.amcinsights.core.error.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does the same for many things, a few at a time, and answers in their order.
 *
 * <p>Every thing is tried even when another one fails; the first failure in their order is thrown
 * then. Threads end by themselves when idle, so that nothing has to be closed.
 */
public final class Parallel {

  private final @Nullable ThreadPoolExecutor pool;

  private Parallel(@Nullable ThreadPoolExecutor pool) {
    this.pool = pool;
  }

  /** On this many threads, made when first needed. */
  public static Parallel of(int threads) {
    AtomicInteger number = new AtomicInteger();
    var pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "parallel-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return new Parallel(pool);
  }

  /** One after the other on the caller's thread. */
  public static Parallel inline() {
    return new Parallel(null);
  }

  /** Applies to each; results come in the order of the things. */
  public <T, R> List<R> map(List<T> things, Function<? super T, ? extends R> work) {
    ThreadPoolExecutor threads = pool;
    List<R> results = new ArrayList<>(things.size());
    if (threads == null || things.size() < 2) {
      things.forEach(thing -> results.add(work.apply(thing)));
      return results;
    }
    List<Future<R>> futures = new ArrayList<>(things.size());
    things.forEach(thing -> futures.add(threads.submit(() -> work.apply(thing))));
    RuntimeException failure = null;
    for (Future<R> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        failure = failure == null ? unwrapped(e) : failure;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnavailableException(e, "Interrupted while working on %d things", things.size());
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  /** Does it for each. */
  public <T> void each(List<T> things, Consumer<? super T> work) {
    map(
        things,
        thing -> {
          work.accept(thing);
          return Boolean.TRUE;
        });
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
  }
}
