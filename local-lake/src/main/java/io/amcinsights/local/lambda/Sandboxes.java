package io.amcinsights.local.lambda;

import io.amcinsights.core.aws.FunctionContext;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one function: each serves one invocation at a time, as on Lambda, and is used
 * again.
 */
final class Sandboxes {

  private final Functions.Spec spec;
  private final FunctionContext context;
  private final Deque<Handler> idle = new ConcurrentLinkedDeque<>();
  private final @Nullable Semaphore reserved;
  private final LongAdder invocations = new LongAdder();
  private final LongAdder nanoseconds = new LongAdder();

  Sandboxes(Functions.Spec spec, FunctionContext context) {
    this.spec = spec;
    this.context = context;
    Integer limit = spec.reservedConcurrency();
    this.reserved = limit == null ? null : new Semaphore(limit);
  }

  Functions.Spec spec() {
    return spec;
  }

  /** Whether the function's own limit leaves room; then {@link #leave} must follow. */
  boolean enter() {
    return reserved == null || reserved.tryAcquire();
  }

  void leave() {
    if (reserved != null) {
      reserved.release();
    }
  }

  /** Notes an invocation that came to its end. */
  void used(long nanos) {
    invocations.increment();
    nanoseconds.add(nanos);
  }

  FunctionUse use() {
    return new FunctionUse(spec.memoryMb(), invocations.sum(), Duration.ofNanos(nanoseconds.sum()));
  }

  Handler take() {
    Handler handler = idle.pollFirst();
    return handler == null ? Handler.construct(className(), context) : handler;
  }

  void giveBack(Handler handler) {
    idle.addFirst(handler);
  }

  private String className() {
    int method = spec.handler().indexOf("::");
    return method < 0 ? spec.handler() : spec.handler().substring(0, method);
  }
}
