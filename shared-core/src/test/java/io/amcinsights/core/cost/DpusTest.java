package io.amcinsights.core.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DpusTest {

  @ParameterizedTest
  @CsvSource({
    "G.1X, 2, 95, 190",
    "G.2X, 10, 600, 12000",
    "G.16X, 2, 100, 3200",
    "G.025X, 4, 100, 100",
    "R.4X, 2, 100, 800",
    "G.1X, 2, 3, 120",
    "Standard, 2, 100, 200"
  })
  void aRunIsBilledByItsWorkersAndSecondsOneMinuteAtLeast(
      String type, int workers, long seconds, double expected) {
    assertThat(Dpus.of(type, workers, seconds).amount(Unit.GLUE_DPU_SECONDS)).isEqualTo(expected);
  }
}
