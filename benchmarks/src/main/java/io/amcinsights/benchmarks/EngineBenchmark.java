package io.amcinsights.benchmarks;

import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From a delivered file to a committed table, beside DuckDB's plain copy of the same file. */
@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    description = "Throughput of the table engine against DuckDB's COPY csv TO parquet.")
final class EngineBenchmark implements Callable<Integer> {

  @Option(names = "--mb", description = "Size of the file. Default: ${DEFAULT-VALUE}.")
  int mb = 200;

  @Option(names = "--files", description = "So many files share that size. Default: 1.")
  int files = 1;

  @Option(names = "--rounds", description = "The best counts. Default: ${DEFAULT-VALUE}.")
  int rounds = 3;

  @Option(names = "--memory-mb", description = "DuckDB's. Default: ${DEFAULT-VALUE}.")
  int memoryMb = 400;

  @Option(names = "--threads", description = "DuckDB's. Default: ${DEFAULT-VALUE}.")
  int threads = 2;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("lake-engine-");
    try {
      run(folder);
      return 0;
    } finally {
      Folders.delete(folder);
    }
  }

  private void run(Path folder) throws IOException {
    List<Path> sources = sources(folder);
    double size = 0;
    for (Path source : sources) {
      size += Files.size(source) / 1e6;
    }
    Cost staged = Cost.MOST;
    Cost loaded = Cost.MOST;
    try (EngineRun run = new EngineRun(folder, memoryMb, threads)) {
      for (int round = 0; round < rounds; round++) {
        Cost.Clock start = Cost.start();
        List<LoadManifest.Entry> entries = new ArrayList<>();
        for (Path source : sources) {
          entries.add(run.stage(source));
        }
        staged = staged.least(start.stop());
        Cost.Clock load = Cost.start();
        run.load(entries);
        loaded = loaded.least(load.stop());
      }
    }
    long peak = Watch.peakBytes(ProcessHandle.current().pid()) >> 20;
    Cost raw = raw(folder, sources);
    Cost whole = staged.plus(loaded);
    System.out.printf(
        "%.0f MB in %d file(s), %d threads, DuckDB %d MB, best of %d%n",
        size, files, threads, memoryMb, rounds);
    line("raw DuckDB COPY", raw, size);
    line("stage A: read, profile, stage", staged, size);
    line("stage B: type, write, commit", loaded, size);
    line("file to committed table", whole, size);
    System.out.printf(
        "%-32s %8.2f %22.2f%n",
        "share of raw's throughput", raw.wall() / whole.wall(), raw.cpu() / whole.cpu());
    System.out.printf("%-32s %8.1f ms%n", "per file", whole.wall() * 1000 / files);
    System.out.printf("%-32s %8d MB%n", "peak resident memory", peak);
  }

  private List<Path> sources(Path folder) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      Path file = folder.resolve("2026-03-02-f%05d.csv".formatted(i));
      Results.write(file, mb * 1_000_000L / files, i);
      sources.add(file);
    }
    return sources;
  }

  private Cost raw(Path folder, List<Path> sources) {
    Cost best = Cost.MOST;
    try (DuckSession duck = Duck.open()) {
      for (int round = 0; round < rounds; round++) {
        Cost.Clock start = Cost.start();
        for (Path source : sources) {
          duck.execute(
              "COPY (SELECT * FROM read_csv('%s')) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
                  .formatted(source, folder.resolve("raw.parquet")));
        }
        best = best.least(start.stop());
      }
    }
    return best;
  }

  private static void line(String what, Cost cost, double mb) {
    System.out.printf(
        "%-32s %8.2f s %8.1f MB/s %8.2f s of CPU%n",
        what, cost.wall(), mb / cost.wall(), cost.cpu());
  }
}
