package io.amcinsights.glue;

import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.engine.Site;
import io.amcinsights.engine.Unit;
import io.amcinsights.engine.Workers;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/** Has units of work done by the executors of a Spark application, a task each. */
record SparkWorkers(JavaSparkContext spark, Executor executor) implements Workers {

  /** As large as a data file is meant to be. */
  private static final long SHARE = 128L << 20;

  private static final long MOST_REWRITTEN = 1L << 40;

  @Override
  public long share() {
    return SHARE;
  }

  @Override
  public long mostRewritten() {
    return MOST_REWRITTEN;
  }

  @Override
  public <R> List<R> run(List<? extends Unit<R>> units, Site here) {
    if (units.isEmpty()) {
      return List.of();
    }
    // Spark sends what a function holds on to: not this, which holds on to Spark.
    Executor there = executor;
    try {
      return spark
          .parallelize(List.copyOf(units), units.size())
          .map(unit -> there.run(unit))
          .collect();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw failure(e);
    }
  }

  /** Spark throws it undeclared. */
  private static RuntimeException failure(Exception e) {
    return e instanceof SparkException
        ? new UnavailableException(
            e,
            "An executor failed: %s",
            String.valueOf(e.getMessage()).lines().findFirst().orElse(""))
        : new IllegalStateException(e);
  }
}
