package io.amcinsights.engine.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.LightTransform;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.core.transform.Staged;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmcCsvTransformTest {

  @TempDir Path folder;
  private Staging staging;

  @BeforeEach
  void open() {
    staging = new Staging(folder);
  }

  @Test
  void itIsFoundByItsName() {
    assertThat(ServiceLoader.load(LightTransform.class))
        .extracting(LightTransform::name)
        .contains("amc-csv");
  }

  static Stream<Arguments> dialects() {
    return Stream.of(
        Arguments.of("comma", "a,b\n1,x\n", ",", "\""),
        Arguments.of("semicolon, decimal commas", "a;b\n1,5;x\n2,5;y\n", ";", "\""),
        Arguments.of("tab", "a\tb\n1,2\tx;y\n", "\t", "\""),
        Arguments.of("pipe", "a|b\n1|x\n", "|", "\""),
        Arguments.of("CRLF", "a,b\r\n1,x\r\n", ",", "\""),
        Arguments.of("byte order mark", "\uFEFFa,b\n1,x\n", ",", "\""),
        Arguments.of("no final newline", "a,b\n1,x", ",", "\""),
        Arguments.of("doubled quotes", "a,b\n\"say \"\"x\"\"\",2\n", ",", "\""),
        Arguments.of("backslash quotes", "a,b\n\"say \\\"x\\\"\",2\n", ",", "\\"),
        Arguments.of("both escapes", "a,b\n\"say \\\"x\\\"\",\"\"\"y\"\"\"\n", ",", "\\"),
        Arguments.of("backslash at the end", "a,b\n\"c:\\\",2\n\"d\\\",3\n", ",", "\""),
        Arguments.of("header that holds the others", "\"a;b|c\",d\n1,2\n", ",", "\""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dialects")
  void theDialectIsFoundOut(String what, String text, String delimiter, String escape) {
    assertThat(staging.profile(text).dialect())
        .isEqualTo(new Profile.Dialect(delimiter, "\"", escape, "none"));
    assertThat(staging.rows(Staging.gzip(text.getBytes(UTF_8)))).isEqualTo(staging.rows(text));
  }

  static Stream<Arguments> readings() {
    return Stream.of(
        Arguments.of("a,b\n\"\",\n", List.of("", "null")),
        Arguments.of("a,b\nNA,nan\n", List.of("NA", "nan")),
        Arguments.of("a,b\nnull,None\n", List.of("null", "None")),
        Arguments.of("a,b\n\"x\ny\r\nz\",1\n", List.of("x\ny\r\nz", "1")),
        Arguments.of("\"a\nb\",c\n1,2\n", List.of("1", "2")),
        Arguments.of("a,b\n 1 ,  \n", List.of(" 1 ", "  ")),
        Arguments.of("a,b\n#1,'2'\n", List.of("#1", "'2'")),
        Arguments.of("a,b\n5\" nail,x\"y\n", List.of("5\" nail", "x\"y")),
        Arguments.of("a,b\nÜber,\uD83D\uDE00\n", List.of("Über", "\uD83D\uDE00")),
        Arguments.of("a,b\n\n1,2\n\n", List.of("1", "2")),
        Arguments.of("a,b\n1,x\ry\n", List.of("1", "x\ry")),
        Arguments.of("a,b\n\"\\\"q\\\" \\n \\\\\",c:\\d\n", List.of("\"q\" \\n \\", "c:\\d")),
        Arguments.of("a,b\n1,2\r\n", List.of("1", "2")));
  }

  @ParameterizedTest
  @MethodSource("readings")
  void valuesAreTakenAsTheyAre(String text, List<String> values) {
    List<String> row = staging.rows(text).get(1);

    assertThat(row.stream().map(String::valueOf)).containsExactlyElementsOf(values);
  }

  @Test
  void aSingleColumnMayHaveNulls() {
    assertThat(staging.rows("a\n1\n\n\"\"\n3\n"))
        .containsExactly(
            List.of("a"), List.of("1"), Arrays.asList((String) null), List.of(""), List.of("3"));
  }

  @Test
  void columnsOfTheHeaderAreMadeUnique() {
    assertThat(staging.rows("a,A,,a\n1,2,3,4\n").get(0))
        .containsExactly("a", "A_2", "column_3", "a_3");
  }

  @Test
  void mixedLineEndsAreNoProblem() {
    assertThat(staging.rows("a,b\n1,2\r\n3,4\n")).hasSize(3);
  }

  @Test
  void largeRecordsWithLineBreaksStayWhole() {
    String value = "é\"\"x,\n".repeat(500_000);
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 6; i++) {
      text.append('"').append(value).append("\",").append(i).append('\n');
    }

    List<List<String>> rows = staging.rows(text.toString());

    assertThat(rows).hasSize(7);
    assertThat(rows.get(6).get(1)).isEqualTo("5");
    assertThat(rows.get(6).get(0)).hasSize(2_000_000 + 500_000);
  }

  @Test
  void aLateBackslashQuoteIsUnderstood() {
    String plain = "campaign,n\n" + "\"no quotes here at all\",1\n".repeat(20_000);

    List<List<String>> rows = staging.rows(plain + "\"a \\\"quoted\\\" one\",2\n");

    assertThat(rows).hasSize(20_002);
    assertThat(rows.get(20_001)).containsExactly("a \"quoted\" one", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\uFEFF", "a,b\n", "a,b", "a,b\n\n"})
  void aFileWithoutRowsIsNothing(String text) {
    assertThat(staging.stage(text))
        .isInstanceOfSatisfying(
            Staged.Nothing.class, nothing -> assertThat(nothing.reason()).startsWith("no rows"));
    assertThat(staging.stage(Staging.gzip(text.getBytes(UTF_8))))
        .isInstanceOf(Staged.Nothing.class);
  }

  static Stream<Arguments> broken() {
    byte[] gzip = Staging.gzip("a,b\n1,2\n".repeat(1_000).getBytes(UTF_8));
    return Stream.of(
        Arguments.of(bytes("a,b,c\n1,2,3\n4,5\n"), "Line 3: 2 values where the header has 3"),
        Arguments.of(bytes("a,b\n1,2,3\n"), "Line 2: 3 values where the header has 2"),
        Arguments.of(bytes("a,b\n\"x\ny\",2\n3\n"), "Line 4: 1 value where"),
        Arguments.of(bytes("a,b\n\"x\" y,2\n"), "Line 2: there is text behind a closing quote"),
        Arguments.of(bytes("a,b\n1,2\n\"x,2\n3,4\n"), "Line 3: a quote is opened and never"),
        Arguments.of("a,b\n1,2\nÜ,3\n".getBytes(ISO_8859_1), "Line 3: byte 0xDC is not UTF-8"),
        Arguments.of("a,b\n1,2\n".getBytes(UTF_16), "Line 1: byte 0xFE is not UTF-8"),
        Arguments.of(bytes("a,b\n1,\0\n"), "Line 2: a zero byte"),
        Arguments.of(bytes("a,b\r1,2\r3,4"), "CR only"),
        Arguments.of(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2}, "Line 1: byte 0x89"),
        Arguments.of(Arrays.copyOf(gzip, gzip.length - 12), "gzip data is damaged"),
        Arguments.of(Arrays.copyOf(gzip, 5), "gzip data is damaged"),
        Arguments.of(bytes("a,b\n1,2\n" + "x".repeat(17 << 20)), "Line 3: the record is longer"),
        Arguments.of(bytes("x".repeat(20 << 20)), "Line 1: the record is longer than 16 MiB"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatCannotBeReadIsRejectedWithItsLine(byte[] file, String reason) {
    assertThatThrownBy(() -> staging.stage(file))
        .isInstanceOf(RejectedDataException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("under the same key")
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(350));
  }

  static Stream<Arguments> types() {
    return Stream.of(
        Arguments.of("true,FALSE,True", ColumnType.BOOLEAN, null),
        Arguments.of("1,-2,0", ColumnType.LONG, null),
        Arguments.of("9223372036854775807", ColumnType.LONG, null),
        Arguments.of("9223372036854775808", ColumnType.STRING, "9223372036854775808"),
        Arguments.of("1,2.5,3", ColumnType.DOUBLE, "2.5"),
        Arguments.of("1e5,-.5,1.0E-3", ColumnType.DOUBLE, "1e5"),
        Arguments.of("9007199254740993,1.5", ColumnType.STRING, "1.5"),
        Arguments.of("1e999", ColumnType.STRING, "1e999"),
        Arguments.of("007,1", ColumnType.STRING, "007"),
        Arguments.of("1,+5", ColumnType.STRING, "+5"),
        Arguments.of("NaN,1", ColumnType.STRING, "NaN"),
        Arguments.of("1,Infinity", ColumnType.STRING, "Infinity"),
        Arguments.of("2024-02-29,2023-01-01", ColumnType.DATE, "2024-02-29"),
        Arguments.of("2024-01-01,2023-02-29", ColumnType.STRING, "2023-02-29"),
        Arguments.of(
            "2024-01-01,2024-01-01T10:00:00Z", ColumnType.TIMESTAMP, "2024-01-01T10:00:00Z"),
        Arguments.of(
            "2024-01-01 10:00:00.123456+02:00",
            ColumnType.TIMESTAMP,
            "2024-01-01 10:00:00.123456+02:00"),
        Arguments.of(
            "2024-01-01 10:00:00.1234567", ColumnType.STRING, "2024-01-01 10:00:00.1234567"),
        Arguments.of("2024-01-01 24:00:00", ColumnType.STRING, "2024-01-01 24:00:00"),
        Arguments.of("1,2,x,3", ColumnType.STRING, "x"),
        Arguments.of("1, 2", ColumnType.STRING, " 2"),
        Arguments.of("NA,1", ColumnType.STRING, "NA"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void theNarrowestTypeThatLosesNothingIsFound(String values, ColumnType type, String witness) {
    Profile.Column column = staging.column("v", "v,w\n" + values.replace(",", ",\n") + ",\n");

    assertThat(column.type()).isEqualTo(type);
    if (type != ColumnType.LONG && type != ColumnType.BOOLEAN) {
      assertThat(column.misfits().values()).extracting(Profile.Misfit::value).contains(witness);
    }
    assertThat(column.fits().get(0)).isEqualTo(type);
    assertThat(column.fits()).endsWith(ColumnType.STRING);
  }

  @Test
  void namesDecideWhenEveryValueAllows() {
    Profile profile =
        staging.profile("total_cost,Cost,campaign_id,avg days,click_rate,cost_note\n1,2,3,4,x,5\n");

    assertThat(profile.columns())
        .extracting(Profile.Column::type)
        .containsExactly(
            ColumnType.DOUBLE,
            ColumnType.DOUBLE,
            ColumnType.STRING,
            ColumnType.DOUBLE,
            ColumnType.STRING,
            ColumnType.LONG);
  }

  @Test
  void filteredRowsHaveNoSayInTypesButAreCounted() {
    Profile profile = staging.profile("n,m,Filtered\n1,,false\n,,true\nx,y,TRUE\n");

    assertThat(profile.rows()).isEqualTo(3);
    assertThat(profile.filteredRows()).isEqualTo(2);
    assertThat(profile.columns().get(0).type()).isEqualTo(ColumnType.LONG);
    assertThat(profile.columns().get(0).nulls()).isEqualTo(1);
    assertThat(profile.columns().get(1).type()).isNull();
    assertThat(profile.columns().get(1).nulls()).isEqualTo(2);
    assertThat(profile.columns().get(2).type()).isEqualTo(ColumnType.BOOLEAN);
  }
}
