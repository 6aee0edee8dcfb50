package io.amcinsights.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From which size on a load in Spark is faster than one in the function, on this machine. */
@Command(
    name = "crossover",
    mixinStandardHelpOptions = true,
    description =
        "Loads of staged files in one plain JVM, as the function does it, and in Spark, as Glue does"
            + " it (local[2], the deployed job): seconds, memory, where one overtakes the other.")
final class CrossoverBenchmark implements Callable<Integer> {

  @Option(names = "--mb", split = ",", description = "Delivered MB. Default: ${DEFAULT-VALUE}.")
  List<Integer> sizes = List.of(20, 100, 400, 1_000, 2_000);

  @Mixin LoadComparison loads = new LoadComparison();

  @Override
  public Integer call() throws Exception {
    Tables.head(
        "delivered",
        "plain JVM: load",
        "start and end",
        "peak memory",
        "Spark: load",
        "start and end",
        "peak memory",
        "Spark's share of the plain throughput");
    List<LoadComparison.Pair> pairs = loads.run(sizes, pair -> System.out.println(row(pair)));
    System.out.println();
    System.out.println("Starts not counted: " + overtakes(pairs, false));
    System.out.println("Starts counted: " + overtakes(pairs, true));
    return 0;
  }

  private static String row(LoadComparison.Pair pair) {
    List<String> cells = new ArrayList<>();
    cells.add(String.format(Locale.ROOT, "%,.0f MB", pair.mb()));
    for (Loaded loaded : List.of(pair.express(), pair.glue())) {
      cells.add(String.format(Locale.ROOT, "%.2f s", loaded.seconds()));
      cells.add(String.format(Locale.ROOT, "%.1f s", loaded.around()));
      cells.add((loaded.peakBytes() >> 20) + " MB");
    }
    cells.add(String.format(Locale.ROOT, "%.2f", pair.share()));
    return Tables.line(cells);
  }

  /** Where Spark is the faster one from some size on. */
  static String overtakes(List<LoadComparison.Pair> pairs, boolean starts) {
    int first = pairs.size();
    while (first > 0 && gain(pairs.get(first - 1), starts) >= 0) {
      first--;
    }
    if (first == 0) {
      return "Spark is the faster one from the smallest of these sizes on.";
    }
    LoadComparison.Pair before = pairs.get(first - 1);
    if (first == pairs.size()) {
      return String.format(
          Locale.ROOT,
          "the plain JVM is the faster one up to %,.0f MB, the largest size here, by %.1f s there.",
          before.mb(),
          -gain(before, starts));
    }
    LoadComparison.Pair after = pairs.get(first);
    double from = gain(before, starts);
    double share = from / (from - gain(after, starts));
    return String.format(
        Locale.ROOT,
        "Spark overtakes the plain JVM at about %,.0f MB (between %,.0f and %,.0f).",
        before.mb() + share * (after.mb() - before.mb()),
        before.mb(),
        after.mb());
  }

  /** Seconds that Spark is faster by. */
  private static double gain(LoadComparison.Pair pair, boolean starts) {
    return starts
        ? pair.express().whole() - pair.glue().whole()
        : pair.express().seconds() - pair.glue().seconds();
  }
}
