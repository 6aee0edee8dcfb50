package io.amcinsights.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequencerTest {

  @Nested
  class Reading {

    @Test
    void ignoresCaseAndMissingTrailingZeros() {
      assertThat(new Sequencer("00af")).isEqualTo(new Sequencer("00AF00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "xyz", "0x1F", " 1", "123456789012345678901234567890123"})
    void refusesWhatIsNotHexadecimal(String text) {
      assertThatThrownBy(() -> new Sequencer(text))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("is not 1 to 32 hexadecimal digits");
    }
  }

  @Nested
  class Ordering {

    @Test
    void comparesRightPaddedText() {
      assertThat(new Sequencer("F")).isGreaterThan(new Sequencer("10"));
      assertThat(new Sequencer("0061")).isLessThan(new Sequencer("00610001"));
    }

    @Test
    void isEqualForEqualValues() {
      assertThat(new Sequencer("1")).isEqualByComparingTo(new Sequencer("10"));
    }
  }
}
