package io.amcinsights.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry: {@code benchmarks/run NAME}. */
@Command(
    name = "benchmarks/run",
    description = "Measures on this machine. Quote ratios of one run; machines are noisy.",
    mixinStandardHelpOptions = true,
    subcommands = {
      Burst.class,
      EngineBenchmark.class,
      CommitBenchmark.class,
      CostBenchmark.class,
      LakeBenchmark.class,
      CrossoverBenchmark.class,
      SparkBenchmark.class,
      ColdStart.class
    })
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmarks()).execute(arguments));
  }
}
