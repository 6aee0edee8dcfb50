package io.amcinsights.glue;

import org.apache.logging.log4j.LogManager;

/** What Glue does around a job, for a process that nobody prepared. */
final class OwnProcess {

  private OwnProcess() {}

  /** To be called before anything logs. */
  static void prepare() {
    System.setProperty("log4j2.configurationFile", "classpath:io/amcinsights/glue/own-process.xml");
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, failure) -> {
              LogManager.getLogger(LoadJob.class).error("The load failed", failure);
              // Its last line is what the run's state says; the process ends with 1.
              System.err.println(failure.getClass().getName() + ": " + failure.getMessage());
            });
  }
}
