package io.amcinsights.core.cost;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What runs of Glue jobs are billed by: by the second, one minute at least. */
public final class Dpus {

  private static final int LEAST_SECONDS = 60;

  // A worker G.4X is four DPUs, an R.4X as many of the memory-rich kind; G.025X is a quarter.
  private static final Pattern WORKER = Pattern.compile("[GR]\\.(0?)(\\d+)X");
  private static final double HUNDREDTH = 0.01;

  private Dpus() {}

  /** What a run is billed as. */
  public static Usage of(String workerType, int workers, long seconds) {
    double dpus = perWorker(workerType) * workers;
    return Usage.of(Unit.GLUE_DPU_SECONDS, dpus * Math.max(LEAST_SECONDS, seconds));
  }

  /** A type that does not tell counts as the smallest one that loads run on. */
  private static double perWorker(String workerType) {
    Matcher matcher = WORKER.matcher(workerType);
    if (!matcher.matches()) {
      return 1;
    }
    int number = Integer.parseInt(matcher.group(2));
    return matcher.group(1).isEmpty() ? number : number * HUNDREDTH;
  }
}
