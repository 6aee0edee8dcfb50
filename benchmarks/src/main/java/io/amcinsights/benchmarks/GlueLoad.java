package io.amcinsights.benchmarks;

import io.amcinsights.core.cost.Unit;
import io.amcinsights.core.cost.Usage;

/**
 * A run in Glue that loads files, with the workers a dataset has by default.
 *
 * @param mbPerSecond delivered MB that it loads in a second
 */
record GlueLoad(double mbPerSecond) {

  /** Two workers of G.1X. */
  static final int DPUS = 2;

  /** Spark's own start, which is billed; an assumption. */
  static final double START_SECONDS = 30;

  /** What Glue bills at least. */
  private static final double SHORTEST_RUN = 60;

  double seconds(long bytes) {
    return Math.max(SHORTEST_RUN, START_SECONDS + bytes / 1e6 / mbPerSecond);
  }

  Usage usage(long bytes) {
    return Usage.of(Unit.GLUE_DPU_SECONDS, DPUS * seconds(bytes))
        .plus(Unit.CATALOG_REQUESTS, CostBenchmark.CATALOG_A_LOAD);
  }
}
