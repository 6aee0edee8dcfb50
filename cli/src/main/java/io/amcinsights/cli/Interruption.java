package io.amcinsights.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into a question: the command's thread is interrupted, comes to an end of its own,
 * says what it has to say, and the process ends with {@link CommandFailure#FAILED}.
 */
final class Interruption {

  private static final int PATIENCE_SECONDS = 30;

  private final Thread worker;
  private final Runnable heard;
  private final Thread hook = new Thread(this::ask, "interrupted");
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean asked;

  private Interruption(Thread worker, Runnable heard) {
    this.worker = worker;
    this.heard = heard;
  }

  /**
   * Of the calling thread, until it has ended.
   *
   * @param heard tells whoever asked that the end will come
   */
  static Interruption here(Runnable heard) {
    var interruption = new Interruption(Thread.currentThread(), heard);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void ask() {
    asked = true;
    worker.interrupt();
    heard.run();
    try {
      boolean done = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      // Otherwise the process would end with what the signal says.
      Runtime.getRuntime().halt(done ? CommandFailure.FAILED : 130);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The command has said all it had to say. */
  void end() {
    ended.countDown();
    if (!asked) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // Asked at this very moment: the hook ends the process.
        asked = true;
      }
    }
  }
}
