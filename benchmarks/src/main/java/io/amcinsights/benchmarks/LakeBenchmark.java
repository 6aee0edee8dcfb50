package io.amcinsights.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Files per second of a whole local lake as their number grows, each number in a lake of its own.
 */
@Command(
    name = "lake",
    mixinStandardHelpOptions = true,
    description =
        "Delivers more and more files of 10 KB and prints how the time of a file grows with them.")
final class LakeBenchmark implements Callable<Integer> {

  @Option(
      names = "--files",
      split = ",",
      description = "How many in each run. Default: ${DEFAULT-VALUE}.")
  List<Integer> files = List.of(100, 1_000);

  @Option(names = "--tables", description = "Over how many tables. Default: ${DEFAULT-VALUE}.")
  int tables = 5;

  @Option(
      names = "--seconds-a-file",
      description = "A run is given up after so long, and a minute. Default: ${DEFAULT-VALUE}.")
  double patience = 1;

  /** What one number of files took. */
  record Run(int files, double seconds, double cpu, long peakBytes, boolean exact) {

    double millis() {
      return seconds * 1e3 / files;
    }

    double cpuMillis() {
      return cpu * 1e3 / files;
    }

    String row() {
      return Tables.line(
          List.of(
              "%,d".formatted(files),
              one(seconds),
              one(files / seconds),
              one(millis()),
              one(cpuMillis()),
              "%d MB".formatted(peakBytes >> 20),
              exact ? "each once" : "MISSING OR DOUBLED"));
    }

    /** Time grows with the number of files to the power of the exponent; 1 is the best there is. */
    String growth(Run more) {
      double times = Math.log((double) more.files / files);
      return Tables.line(
          List.of(
              "%,d to %,d".formatted(files, more.files),
              two(Math.log(more.seconds / seconds) / times),
              two(more.millis() / millis()),
              two(Math.log(more.cpu / cpu) / times),
              two(more.cpuMillis() / cpuMillis())));
    }

    private static String one(double value) {
      return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String two(double value) {
      return String.format(Locale.ROOT, "%.2f", value);
    }
  }

  @Override
  public Integer call() throws Exception {
    List<Run> runs = new ArrayList<>();
    Tables.head("files", "seconds", "files/s", "ms a file", "CPU ms a file", "peak memory", "rows");
    for (int number : files) {
      Run run = run(number);
      runs.add(run);
      System.out.println(run.row());
    }
    if (runs.size() > 1) {
      System.out.println();
      Tables.head("files", "growth exponent", "time of a file x", "exponent of CPU", "CPU x");
      for (int i = 1; i < runs.size(); i++) {
        System.out.println(runs.get(i - 1).growth(runs.get(i)));
      }
    }
    return runs.stream().allMatch(Run::exact) ? 0 : 1;
  }

  private Run run(int number) throws Exception {
    Path folder = Files.createTempDirectory("lake-files-");
    Progress progress = new Progress("%,d files".formatted(number));
    LakeUnderLoad lake = LakeUnderLoad.start(folder);
    try {
      lake.onboard("acme");
      Burst burst = new Burst();
      burst.files = number;
      burst.tables = Math.min(tables, number);
      double cpu = lake.cpuSeconds();
      long begin = System.nanoTime();
      burst.deliver(lake, progress);
      lake.await(Duration.ofSeconds(60 + (long) (patience * number)), progress);
      double seconds = (System.nanoTime() - begin) / 1e9;
      // The query below takes time of its own.
      double used = lake.cpuSeconds() - cpu;
      long peak = lake.status().path("peakRssBytes").asLong();
      boolean exact = burst.isExact(lake);
      progress.ends();
      return new Run(number, seconds, used, peak, exact);
    } finally {
      lake.stop();
      Folders.delete(folder);
    }
  }
}
