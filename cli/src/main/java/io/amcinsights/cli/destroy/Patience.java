package io.amcinsights.cli.destroy;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long to wait for AWS.
 *
 * @param atMost for one stack
 * @param pause between two looks
 * @param elapsed time that has passed, from any start
 */
public record Patience(
    Duration atMost, Duration pause, Supplier<Duration> elapsed, Sleeper sleeper) {

  /** Lets time pass. */
  @FunctionalInterface
  public interface Sleeper {

    /** Waits so long. */
    void sleep(Duration duration) throws InterruptedException;
  }

  /** As long as the largest stacks take, and some more. */
  public static Patience usual() {
    return new Patience(
        Duration.ofMinutes(45),
        Duration.ofSeconds(5),
        () -> Duration.ofNanos(System.nanoTime()),
        it -> Thread.sleep(it.toMillis()));
  }
}
