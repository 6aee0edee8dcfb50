package io.amcinsights.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.benchmarks.LoadComparison.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossoverBenchmarkTest {

  // Spark is slower by 2 s, then faster by 6 s; its start takes 10 s more.
  private final Pair small = new Pair(100, took(1, 1), took(3, 11));
  private final Pair large = new Pair(500, took(20, 1), took(14, 11));

  @Test
  void findsTheSizeBetweenTwoMeasuredOnes() {
    assertThat(CrossoverBenchmark.overtakes(List.of(small, large), false))
        .contains("at about 200 MB (between 100 and 500)");
  }

  @Test
  void countsStartsWhereAsked() {
    assertThat(CrossoverBenchmark.overtakes(List.of(small, large), true))
        .contains("plain JVM is the faster one up to 500 MB")
        .contains("by 4.0 s there");
  }

  @Test
  void saysThatSparkIsAlwaysFaster() {
    assertThat(CrossoverBenchmark.overtakes(List.of(large), false))
        .contains("from the smallest of these sizes on");
  }

  @Test
  void readsTheEnginesOwnTimeFromALog() {
    Loaded loaded =
        Loaded.of(
            new Watch(12, 20, 7),
            "10:00:00.000 INFO  IcebergTableEngine: Load results1: 4 deliveries, snapshot 6151 in"
                + " 2500 ms\n");

    assertThat(loaded).isEqualTo(new Loaded(2.5, 9.5, 20, 7));
  }

  @Test
  void refusesALoadThatCommittedNothing() {
    assertThatThrownBy(
            () ->
                Loaded.of(
                    new Watch(1, 1, 1), "Load results1: 4 deliveries, snapshot null in 25 ms"))
        .hasMessageContaining("did not end well");
  }

  private static Loaded took(double seconds, double around) {
    return new Loaded(seconds, around, 0, 0);
  }
}
