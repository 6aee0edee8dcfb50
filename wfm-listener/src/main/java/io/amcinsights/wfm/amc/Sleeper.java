package io.amcinsights.wfm.amc;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Sleeper {

  void sleep(Duration duration) throws InterruptedException;
}
