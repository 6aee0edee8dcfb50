package io.amcinsights.benchmarks;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Loads the same staged files both ways, each time into a new table. */
final class LoadComparison {

  @Option(names = "--files", description = "That share the size. Default: ${DEFAULT-VALUE}.")
  int files = 4;

  @Option(names = "--rounds", description = "The fastest counts. Default: ${DEFAULT-VALUE}.")
  int rounds = 1;

  @Option(
      names = "--engine-memory-mb",
      description = "DuckDB's, in both. Default: ${DEFAULT-VALUE}, the job's.")
  int memoryMb = 512;

  @Option(names = "--threads", description = "DuckDB's, in both. Default: ${DEFAULT-VALUE}.")
  int threads = 2;

  @Option(
      names = "--written-again",
      description =
          "Types of the table other than those of the staged files, so that their rows are written"
              + " again and not taken over.")
  boolean writtenAgain;

  /** Both ways of one size. */
  record Pair(double mb, Loaded express, Loaded glue) {

    /** Of the plain JVM's throughput, Spark's start not counted. */
    double share() {
      return express.seconds() / glue.seconds();
    }
  }

  private int loads;

  /** Runs all sizes; every pair is told as soon as it is there. */
  List<Pair> run(List<Integer> sizes, Consumer<Pair> each) throws Exception {
    List<Pair> pairs = new ArrayList<>();
    Path folder = Files.createTempDirectory("lake-loads-");
    Dataset dataset = dataset();
    try (LoadServices services = LoadServices.start(folder, dataset);
        LoadHosts hosts = new LoadHosts(folder, services.environment(), memoryMb, threads)) {
      for (int mb : sizes) {
        Pair pair = pair(mb, services, hosts, dataset, folder);
        pairs.add(pair);
        each.accept(pair);
      }
      return pairs;
    } finally {
      Folders.delete(folder);
    }
  }

  private Pair pair(int mb, LoadServices services, LoadHosts hosts, Dataset dataset, Path folder)
      throws Exception {
    Progress progress = new Progress("%,d MB".formatted(mb));
    List<LoadManifest.Entry> entries = stage(mb, services, folder, progress);
    double size = entries.stream().mapToLong(LoadManifest.Entry::bytes).sum() / 1e6;
    Loaded express = Loaded.NONE;
    Loaded glue = Loaded.NONE;
    for (int round = 0; round < Math.max(1, rounds); round++) {
      progress.says("in one plain JVM");
      Loaded one = load(hosts::express, services, dataset, entries);
      progress.says("in Spark");
      Loaded two = load(hosts::glue, services, dataset, entries);
      express = express.least(one);
      glue = glue.least(two);
    }
    progress.ends();
    return new Pair(size, express, glue);
  }

  private List<LoadManifest.Entry> stage(
      int mb, LoadServices services, Path folder, Progress progress) throws IOException {
    List<LoadManifest.Entry> entries = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      progress.says("staging file %d of %d".formatted(i + 1, files));
      Path file = folder.resolve("2026-03-02-f%05d.csv".formatted(i));
      Results.write(file, mb * 1_000_000L / files, i);
      entries.add(
          new StagedFiles(services.store(), folder).stage(file, i, "v%d-%d".formatted(mb, i)));
      Files.delete(file);
    }
    return entries;
  }

  private interface Way {
    Loaded load(Map<String, String> arguments) throws Exception;
  }

  private Loaded load(
      Way way, LoadServices services, Dataset dataset, List<LoadManifest.Entry> entries)
      throws Exception {
    Map<String, String> arguments = services.plan(dataset, "results" + ++loads, entries);
    Loaded loaded = way.load(arguments);
    LoadResult result = services.result(arguments);
    if (!result.outcomes().stream().allMatch(it -> it.state() == DeliveryState.COMMITTED)) {
      throw new IllegalStateException("Not every file was loaded: " + result.outcomes());
    }
    return loaded;
  }

  Dataset dataset() {
    return new Dataset(
        "acme",
        "adtech",
        "amc",
        "amc-csv",
        "table-engine",
        new Dataset.LoadLimits(0, 10_000, 1L << 40),
        new Dataset.GlueSettings(null, "G.1X", 2),
        Map.of(),
        Dataset.SchemaPolicy.WIDEN,
        0,
        Dataset.OnDelete.KEEP,
        writtenAgain ? Dataset.Numeric.DOUBLE : Dataset.Numeric.INFER,
        "");
  }
}
