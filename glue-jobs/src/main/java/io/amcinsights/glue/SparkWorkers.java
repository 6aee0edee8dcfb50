package io.amcinsights.glue;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.engine.Site;
import io.amcinsights.engine.Unit;
import io.amcinsights.engine.Workers;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/** Has units of work done by the executors of a Spark application, a task each. */
record SparkWorkers(JavaSparkContext spark, Executor executor) implements Workers {

  /** As large as a data file is meant to be. */
  private static final long SHARE = 128L << 20;

  /** Two workers need an hour or two for it; what is more is the next run's. */
  private static final long MOST_COMPACTED = 256L << 30;

  private static final Pattern LOST_TASK =
      Pattern.compile("^.*Lost task .*? \\(TID .*?\\) \\(.*?\\): ");

  private static final Logger LOG = LogManager.getLogger(SparkWorkers.class);

  /** An answer, and who gave it. */
  private record Done<R>(R answer, String executor) implements Serializable {}

  @Override
  public long share() {
    return SHARE;
  }

  @Override
  public long mostRewritten(Dataset dataset) {
    return Long.MAX_VALUE;
  }

  @Override
  public long mostCompacted() {
    return MOST_COMPACTED;
  }

  @Override
  public boolean mayPassOn() {
    return false;
  }

  @Override
  public <R> List<R> run(List<? extends Unit<R>> units, Site here) {
    if (units.isEmpty()) {
      return List.of();
    }
    // Spark sends what a function holds on to: not this, which holds on to Spark.
    Executor there = executor;
    long start = System.nanoTime();
    try {
      List<Done<R>> done =
          spark
              .parallelize(List.copyOf(units), units.size())
              .map(unit -> new Done<R>(there.run(unit), SparkEnv.get().executorId()))
              .collect();
      LOG.info(
          "{} {} on {} executors in {} ms",
          units.size(),
          units.get(0).getClass().getSimpleName(),
          done.stream().map(Done::executor).distinct().count(),
          (System.nanoTime() - start) / 1_000_000);
      return done.stream().map(Done::answer).toList();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw failure(e);
    }
  }

  /** Spark throws it undeclared. */
  private static RuntimeException failure(Exception e) {
    return e instanceof SparkException
        ? new UnavailableException(e, "An executor failed: %s", reason(String.valueOf(e)))
        : new IllegalStateException(e);
  }

  /** Of what Spark tells in its first line, the exception of the task, if it was one. */
  private static String reason(String message) {
    String first = message.lines().findFirst().orElse("");
    return LOST_TASK.matcher(first).replaceFirst("");
  }
}
