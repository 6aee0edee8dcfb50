package io.amcinsights.stageb;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a function on a thread of its own that stops before and after every call to a service,
 * until it is told to go on: whoever steps actors decides the interleaving.
 */
final class Actor {

  /** The process dies here. No code under test may catch it. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("crash", null, false, false);
    }
  }

  private static final ThreadLocal<@Nullable Actor> CURRENT = new ThreadLocal<>();

  private final Semaphore go = new Semaphore(0);
  private final Semaphore back = new Semaphore(0);
  private final Random random;
  private final double crashes;
  private volatile boolean done;
  private volatile boolean killed;
  private volatile @Nullable Object result;
  private volatile @Nullable Throwable failure;

  private Actor(Random random, double crashes) {
    this.random = random;
    this.crashes = crashes;
  }

  static Actor start(ExecutorService threads, Random random, double crashes, Supplier<?> work) {
    Actor actor = new Actor(random, crashes);
    threads.execute(() -> actor.run(work));
    return actor;
  }

  private void run(Supplier<?> work) {
    go.acquireUninterruptibly();
    CURRENT.set(this);
    try {
      result = work.get();
    } catch (Throwable e) {
      failure = e;
    } finally {
      CURRENT.remove();
      done = true;
      back.release();
    }
  }

  /** Lets it run to its next stop. */
  void step() {
    go.release();
    back.acquireUninterruptibly();
  }

  /** Its process is gone for good. */
  void kill() {
    killed = true;
    while (!done) {
      step();
    }
  }

  boolean isDone() {
    return done;
  }

  @Nullable Object result() {
    return result;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  private void pause() {
    back.release();
    go.acquireUninterruptibly();
    if (killed || random.nextDouble() < crashes) {
      throw new Crash();
    }
  }

  /** The port, with a stop before and after every call an actor makes. */
  static <T> T stopping(Class<T> port, T target) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              Actor actor = CURRENT.get();
              if (actor != null) {
                actor.pause();
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (actor != null) {
                  actor.pause();
                }
              }
            }));
  }
}
