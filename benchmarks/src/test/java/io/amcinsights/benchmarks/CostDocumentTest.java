package io.amcinsights.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.cost.Prices;
import io.amcinsights.core.cost.Unit;
import io.amcinsights.core.cost.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostDocumentTest {

  // 0.4 dollars per 1,000 files one at a time, half of it at once, three quarters in bursts.
  private final MeteredLake.Taken single = taken(1, 1, 16);
  private final MeteredLake.Taken batch = taken(10, 1, 80);
  private final MeteredLake.Taken bursts = taken(14, 4, 168);

  private final String text =
      new CostDocument(
              Prices.load(),
              List.of(
                  new CostBenchmark.Row(100_000, single, batch),
                  new CostBenchmark.Row(200_000_000, single, single)),
              new CostBenchmark.Window(4, bursts),
              new GlueLoad(20))
          .text();

  @Test
  void comparesADayOfWindowsWithWhatBurstsTook() {
    assertThat(row("evenly over the day")).contains("| 288 |", "| $0.40 |");
    assertThat(row("the same, both wait")).contains("| 288 |", "| $0.30 |");
    assertThat(text).contains("14 files in 4 bursts", "which took 4 loads");
  }

  @Test
  void replacesTheSameBatchesInBothRows() {
    assertThat(cell(row("the same, both wait"), 3)).isEqualTo(cell(row("evenly over"), 3));
  }

  @Test
  void pricesLargeLoadsByTheSecondsOfTheirRun() {
    // 30 s and 100 s for 2 GB, times two DPUs at 0.44 dollars an hour.
    assertThat(row("2 GB")).contains("| 130 | 260 | $0.0318 |");
    assertThat(row("10 GB")).contains("| 530 | 1060 |");
    assertThat(text).contains("Not measured on Glue: 2 workers");
  }

  @Test
  void billsAMinuteAtLeast() {
    assertThat(new GlueLoad(20).seconds(1_000_000)).isEqualTo(60);
  }

  private String row(String start) {
    return text.lines().filter(line -> line.startsWith("| " + start)).findFirst().orElseThrow();
  }

  private static String cell(String row, int number) {
    return row.split("\\|", -1)[number].strip();
  }

  private static MeteredLake.Taken taken(int files, int loads, double transitions) {
    return new MeteredLake.Taken(Usage.of(Unit.STATE_TRANSITIONS, transitions), files, loads, 0, 1);
  }
}
