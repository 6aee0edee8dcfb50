package io.amcinsights.engine.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.core.transform.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken rows within what the dataset tolerates. */
class RejectsTest {

  @TempDir Path folder;
  private Staging staging;

  @BeforeEach
  void open() {
    staging = new Staging(folder);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(
            "too many values",
            "a,b\n1,2\n1,2,3\n4,5\n".getBytes(UTF_8),
            "3,\"3 values where the header has 2 columns\",\"1,2,3\""),
        Arguments.of(
            "text behind a quote",
            "a,b\n1,2\n\"x\" y,2\n4,5\n".getBytes(UTF_8),
            "3,\"there is text behind a closing quote\",\"\"\"x\"\" y,2\""),
        Arguments.of(
            "a quote that is never closed",
            "a,b\n1,2\n\"x,2\n4,5\n".getBytes(UTF_8),
            "3,\"a quote is opened and never closed\",\"\"\"x,2\""),
        Arguments.of(
            "another encoding",
            "a,b\n1,2\nÜ,3\n4,5".getBytes(ISO_8859_1),
            "3,\"byte 0xDC is not UTF-8; the file must be saved as UTF-8\",\"\uFFFD,3\""),
        Arguments.of(
            "a zero byte",
            "a,b\n1,2\n\0,3\n4,5\n".getBytes(UTF_8),
            "3,\"a zero byte, so this is binary data and no text\",\"\0,3\""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void aBrokenRowIsLeftOutWithLineReasonAndText(String what, byte[] file, String reject)
      throws IOException {
    Staged.Rows rows = (Staged.Rows) staging.stage(file, 1);

    assertThat(Staging.rows(rows))
        .containsExactly(List.of("a", "b"), List.of("1", "2"), List.of("4", "5"));
    assertThat(rows.profile().rejectedRows()).isEqualTo(1);
    assertThat(rows.profile().rows()).isEqualTo(2);
    assertThat(rows.rejects()).isNotNull();
    assertThat(Files.readString(rows.rejects())).isEqualTo("line,reason,text\n" + reject + "\n");
  }

  @Test
  void oneMoreThanToleratedRefusesTheFileAndNamesTheFirst() {
    assertThatThrownBy(() -> staging.stage("a,b\n1\n2,3\n4\n".getBytes(UTF_8), 1))
        .isInstanceOf(RejectedDataException.class)
        .hasMessageContaining("More than 1 rows are broken")
        .hasMessageContaining("line 2: 1 value where the header has 2 columns");
  }

  @Test
  void aFileWithoutBrokenRowsHasNoRejects() {
    assertThat(((Staged.Rows) staging.stage("a,b\n1,2\n".getBytes(UTF_8), 9)).rejects()).isNull();
  }

  @Test
  void aFileOfBrokenRowsOnlyHasNothingToLoad() {
    assertThat(staging.stage("a,b\n1\n2\n".getBytes(UTF_8), 9))
        .isEqualTo(new Staged.Nothing("no rows: all 2 are broken"));
  }

  @Test
  void linesAreCountedOnBehindABrokenOne() {
    Staged.Rows rows =
        (Staged.Rows) staging.stage("n,t\n1,\"x\ny\"\n7\n\"u\" v,1\nz,2\n".getBytes(UTF_8), 2);

    Profile.Column column = rows.profile().columns().get(0);
    assertThat(column.misfits().values()).contains(new Profile.Misfit(6, "z"));
  }
}
