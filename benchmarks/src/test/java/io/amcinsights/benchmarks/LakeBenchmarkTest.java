package io.amcinsights.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LakeBenchmarkTest {

  private final LakeBenchmark.Run thousand = new LakeBenchmark.Run(1_000, 80, 100, 512 << 20, true);

  @Test
  void tellsWhatAFileTakes() {
    assertThat(thousand.row())
        .isEqualTo("| 1,000 | 80.0 | 12.5 | 80.0 | 100.0 | 512 MB | each once |");
  }

  @Test
  void saysWhenRowsAreNotThereOnce() {
    assertThat(new LakeBenchmark.Run(10, 1, 1, 0, false).row()).contains("MISSING OR DOUBLED");
  }

  @Test
  void growsWithAnExponentOfOneWhereAFileTakesAlwaysTheSame() {
    assertThat(thousand.growth(new LakeBenchmark.Run(10_000, 800, 1_000, 0, true)))
        .isEqualTo("| 1,000 to 10,000 | 1.00 | 1.00 | 1.00 | 1.00 |");
  }

  @Test
  void growsWithTheSquareWhereEveryFileLooksAtAllOthers() {
    assertThat(thousand.growth(new LakeBenchmark.Run(10_000, 8_000, 1_000, 0, true)))
        .isEqualTo("| 1,000 to 10,000 | 2.00 | 10.00 | 1.00 | 1.00 |");
  }

  @Test
  void asksLessOftenTheLongerItTakes() {
    assertThat(LakeUnderLoad.pause(Duration.ZERO)).isEqualTo(200);
    assertThat(LakeUnderLoad.pause(Duration.ofSeconds(100))).isEqualTo(2_000);
    assertThat(LakeUnderLoad.pause(Duration.ofHours(1))).isEqualTo(5_000);
  }
}
