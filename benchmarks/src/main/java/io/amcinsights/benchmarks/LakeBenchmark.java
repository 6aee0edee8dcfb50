package io.amcinsights.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private record Run(int files, double seconds, double cpu, long peakBytes, boolean exact) {

    double millis() {
      return seconds * 1e3 / files;
    }

    double cpuMillis() {
      return cpu * 1e3 / files;
    }
  }

  @Override
  public Integer call() throws Exception {
    List<Run> runs = new ArrayList<>();
    System.out.printf(
        "%10s %10s %12s %12s %12s %10s%n",
        "files", "seconds", "files/s", "ms a file", "cpu ms a file", "peak MB");
    for (int number : files) {
      Run run = run(number);
      runs.add(run);
      System.out.printf(
          Locale.ROOT,
          "%10d %10.1f %12.1f %12.1f %12.1f %10d%s%n",
          run.files(),
          run.seconds(),
          run.files() / run.seconds(),
          run.millis(),
          run.cpuMillis(),
          run.peakBytes() >> 20,
          run.exact() ? "" : "  ROWS ARE MISSING OR DOUBLED");
    }
    for (int i = 1; i < runs.size(); i++) {
      growth(runs.get(i - 1), runs.get(i));
    }
    return runs.stream().allMatch(Run::exact) ? 0 : 1;
  }

  /** Time grows with the number of files to the power of the exponent; 1 is the best there is. */
  private static void growth(Run less, Run more) {
    double times = Math.log((double) more.files() / less.files());
    System.out.printf(
        Locale.ROOT,
        "%d -> %d files: growth exponent %.2f (processor %.2f), time of a file x %.2f (processor x"
            + " %.2f)%n",
        less.files(),
        more.files(),
        Math.log(more.seconds() / less.seconds()) / times,
        Math.log(more.cpu() / less.cpu()) / times,
        more.millis() / less.millis(),
        more.cpuMillis() / less.cpuMillis());
  }

  private Run run(int number) throws Exception {
    Path folder = Files.createTempDirectory("lake-files-");
    LakeUnderLoad lake = LakeUnderLoad.start(folder);
    try {
      lake.onboard("acme");
      Burst burst = new Burst();
      burst.files = number;
      burst.tables = Math.min(tables, number);
      double cpu = lake.cpuSeconds();
      long begin = System.nanoTime();
      burst.deliver(lake);
      lake.await(Math.max(900, number));
      double seconds = (System.nanoTime() - begin) / 1e9;
      // The query below takes time of its own.
      double used = lake.cpuSeconds() - cpu;
      JsonNode status = lake.status();
      return new Run(
          number, seconds, used, status.path("peakRssBytes").asLong(), burst.isExact(lake));
    } finally {
      lake.stop();
      Folders.delete(folder);
    }
  }
}
