package io.amcinsights.benchmarks;

import io.amcinsights.core.message.LoadManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What one small load costs while a table grows. */
@Command(
    name = "commit",
    mixinStandardHelpOptions = true,
    description = "Time of a load of one file of 20 KB at growing numbers of data files.")
final class CommitBenchmark implements Callable<Integer> {

  @Option(names = "--files", split = ",", description = "Default: ${DEFAULT-VALUE}.")
  int[] files = {10, 1_000, 10_000};

  @Option(names = "--rounds", description = "The best counts. Default: ${DEFAULT-VALUE}.")
  int rounds = 5;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("lake-commit-");
    try {
      run(folder);
      return 0;
    } finally {
      Folders.delete(folder);
    }
  }

  private void run(Path folder) throws IOException {
    Path source = folder.resolve("2026-03-02-f.csv");
    Results.write(source, 20_000, 1);
    System.out.printf("%-12s %12s %12s %12s%n", "data files", "new object", "replacement", "CPU");
    try (EngineRun run = new EngineRun(folder, 256, 2)) {
      run.load(List.of(run.stage(source)));
      int held = 1;
      for (int wanted : files) {
        run.addFiles(held, wanted);
        held = wanted;
        Cost append = Cost.MOST;
        Cost replace = Cost.MOST;
        for (int round = 0; round < rounds; round++) {
          LoadManifest.Entry first = run.stage(source);
          append = append.least(timed(run, first));
          replace = replace.least(timed(run, run.again(first)));
        }
        System.out.printf(
            "%-12d %9.1f ms %9.1f ms %9.1f ms%n",
            wanted, append.wall() * 1000, replace.wall() * 1000, append.cpu() * 1000);
      }
    }
  }

  private static Cost timed(EngineRun run, LoadManifest.Entry entry) {
    Cost.Clock clock = Cost.start();
    run.load(List.of(entry));
    return clock.stop();
  }
}
