package io.amcinsights.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether Spark's two threads carry as much as one plain JVM does. */
@Command(
    name = "spark",
    mixinStandardHelpOptions = true,
    description =
        "Throughput of large staged files in Spark (local[2]) against one plain JVM, Spark's start"
            + " not counted.")
final class SparkBenchmark implements Callable<Integer> {

  private static final double GOAL_SHARE = 0.7;
  private static final long GOAL_BYTES = 2L << 30;

  @Option(names = "--mb", description = "Of each file. Default: ${DEFAULT-VALUE}.")
  int mb = 500;

  @Mixin LoadComparison loads = new LoadComparison();

  @Override
  public Integer call() throws Exception {
    LoadComparison.Pair pair = loads.run(List.of(mb * loads.files), any -> {}).get(0);
    Tables.head(
        "%d x %d MB".formatted(loads.files, mb), "load", "throughput", "CPU, all", "peak memory");
    row("one plain JVM", pair.express(), pair.mb());
    row("Spark, local[2]", pair.glue(), pair.mb());
    System.out.println();
    System.out.printf(
        Locale.ROOT,
        "Spark has %.2f of the plain JVM's throughput (goal: at least %.1f, %s); its start and end"
            + " take %.1f s more; its memory is %s the goal of 2 GiB.%n",
        pair.share(),
        GOAL_SHARE,
        pair.share() >= GOAL_SHARE ? "met" : "missed",
        pair.glue().around(),
        pair.glue().peakBytes() <= GOAL_BYTES ? "within" : "above");
    return 0;
  }

  private static void row(String what, Loaded loaded, double mb) {
    Tables.row(
        what,
        String.format(Locale.ROOT, "%.2f s", loaded.seconds()),
        String.format(Locale.ROOT, "%.0f MB/s", mb / loaded.seconds()),
        String.format(Locale.ROOT, "%.1f s", loaded.cpu()),
        (loaded.peakBytes() >> 20) + " MB");
  }
}
