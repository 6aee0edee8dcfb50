package io.amcinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.cli.CsvRows.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void readsWhatSpreadsheetsWrite(String delimiter) {
    String text = "\uFEFFa|b|c\r\n1|\"x|y\"|\r\n".replace("|", delimiter);

    assertThat(CsvRows.of(text).get(0).cells()).containsExactly("a", "b", "c");
    assertThat(CsvRows.of(text).get(1).cells()).containsExactly("1", "x" + delimiter + "y", "");
  }

  @Test
  void countsLinesAsAnEditorDoes() {
    assertThat(CsvRows.of("a\n\n\"1\n2\"\n  \n3")).extracting(Row::line).containsExactly(1, 3, 6);
  }

  @Test
  void takesQuotesInsideQuotesAndBlanksAround() {
    assertThat(CsvRows.of("a,b\n \"say \"\"hi\"\"\" , x \n").get(1).cells())
        .containsExactly("say \"hi\"", "x");
  }

  @Test
  void saysWhereAQuoteBegan() {
    assertThatThrownBy(() -> CsvRows.of("a\nb\n\"c\nd\n")).hasMessageContaining("line 3");
  }

  @Test
  void readsNothingFromNothing() {
    assertThat(CsvRows.of("")).isEmpty();
    assertThat(CsvRows.of("\n ,\n")).isEmpty();
  }
}
