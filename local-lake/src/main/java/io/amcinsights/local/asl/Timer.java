package io.amcinsights.local.asl;

import java.time.Duration;

/** Runs something later without holding a thread; tests move time by hand. */
interface Timer {

  /** Returns what cancels it. */
  Runnable after(Duration delay, Runnable task);
}
