package io.amcinsights.core.message;

import static io.amcinsights.core.message.StageAMessage.Lane.LARGE;
import static io.amcinsights.core.message.StageAMessage.Lane.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.message.StageAMessage.Lane;
import org.junit.jupiter.api.Test;

class LaneTest {

  private static final long MB = 1L << 20;

  @Test
  void goesBySize() {
    assertThat(Lane.of(0, "x.csv")).contains(SMALL);
    assertThat(Lane.of(64 * MB, "x.csv")).contains(SMALL);
    assertThat(Lane.of(64 * MB + 1, "x.csv")).contains(LARGE);
    assertThat(Lane.of(2048 * MB, "x.csv")).contains(LARGE);
    assertThat(Lane.of(2048 * MB + 1, "x.csv")).isEmpty();
  }

  @Test
  void countsGzipTenfold() {
    assertThat(Lane.of(7 * MB, "x.csv.GZ")).contains(LARGE);
    assertThat(Lane.of(205 * MB, "x.csv.gz")).isEmpty();
  }
}
