package io.amcinsights.local.asl;

import io.amcinsights.local.glue.GlueJobs;
import io.amcinsights.local.lambda.Functions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What all running flows share: threads, time, chance and the resources of tasks. */
final class Machinery {

  private static final Logger LOG = LogManager.getLogger(Machinery.class);

  private final Clock clock;
  private final Timer timer;
  private final Executor executor;
  private final DoubleSupplier jitter;
  private final Notices notices = new Notices();
  private final Resources resources;
  private volatile boolean closing;

  Machinery(
      Clock clock,
      Timer timer,
      Executor executor,
      DoubleSupplier jitter,
      Functions functions,
      GlueJobs jobs) {
    this.clock = clock;
    this.timer = timer;
    this.executor = executor;
    this.jitter = jitter;
    this.resources = new Resources(functions, jobs, notices);
  }

  Instant now() {
    return clock.instant();
  }

  double jitter() {
    return jitter.getAsDouble();
  }

  Notices notices() {
    return notices;
  }

  Resources resources() {
    return resources;
  }

  /** Runs soon, or never once closing: the journal then says where to go on. */
  void run(Runnable step) {
    try {
      if (!closing) {
        executor.execute(() -> guarded(step));
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed in between", e);
    }
  }

  Runnable after(Duration delay, Runnable step) {
    try {
      return closing ? () -> {} : timer.after(delay, () -> run(step));
    } catch (RejectedExecutionException e) {
      LOG.debug("Closed in between", e);
      return () -> {};
    }
  }

  void close() {
    closing = true;
  }

  boolean closing() {
    return closing;
  }

  private void guarded(Runnable step) {
    if (closing) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error(
          "An execution stays at its last journalled state until the next start: {}",
          e.getMessage(),
          e);
    }
  }
}
