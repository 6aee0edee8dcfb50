package io.amcinsights.core.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The golden table of {@code docs}. */
class MacrosTest {

  /** D-26, D-31: results are those of the table, and half a macro is refused. */
  @ParameterizedTest(name = "{0} at {1} in {2}")
  @CsvFileSource(files = "../docs/macros.csv", useHeadersInDisplayName = false, numLinesToSkip = 1)
  void everyRowOfTheTableHolds(
      String value, Instant fireTime, ZoneId zone, String result, String problem) {
    if (problem == null) {
      assertThat(Macros.problem(value)).isEmpty();
      assertThat(Macros.evaluate(value, fireTime, zone)).isEqualTo(result);
    } else {
      assertThat(Macros.problem(value)).hasValueSatisfying(it -> assertThat(it).contains(problem));
      assertThatThrownBy(() -> Macros.evaluate(value, fireTime, zone))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(value)
          .hasMessageContaining(problem);
    }
  }
}
