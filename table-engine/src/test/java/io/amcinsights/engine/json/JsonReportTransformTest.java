package io.amcinsights.engine.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.engine.TransformHarness;
import io.amcinsights.engine.TransformHarness.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReportTransformTest {

  private static final String FILE = "report.json";

  @TempDir private Path folder;
  private TransformHarness harness;

  @BeforeEach
  void open() {
    harness = new TransformHarness(new JsonReportTransform(), folder);
  }

  private Table table(String text) {
    return harness.table(FILE, text);
  }

  private List<List<String>> values(String text) {
    return values(table(text));
  }

  /** The columns, then the rows. */
  private static List<List<String>> values(Table table) {
    List<List<String>> all = new ArrayList<>();
    all.add(table.profile().columns().stream().map(Profile.Column::source).toList());
    table.rows().forEach(row -> all.add(new ArrayList<>(row.values())));
    return all;
  }

  private ColumnType type(String column, String text) {
    return table(text).column(column).type();
  }

  private static List<String> row(String... values) {
    return Arrays.asList(values);
  }

  @Nested
  class Shapes {

    @Test
    void anArrayOfObjectsIsTheFilesOwnTable() {
      assertThat(values("[{\"a\": 1, \"b\": \"x\"}, {\"b\": \"y\", \"c\": true}]"))
          .containsExactly(row("a", "b", "c"), row("1", "x", null), row(null, "y", "true"));
    }

    @Test
    void everyArrayOfAnObjectIsATableAndOtherMembersAreNone() {
      Staged staged =
          harness.stage(
              FILE,
              """
              {"reportSpecification": {"reportType": "GET_SALES", "ids": [1, 2]}, "count": 2, "none": null,
               "salesByDate": [{"date": "2024-01-01", "units": 3}],
               "salesByAsin": [{"asin": "B0", "units": 1}, {"asin": "B1", "units": 2}]}
              """);

      assertThat(staged).isInstanceOf(Staged.Tables.class);
      List<Staged.Part> parts = ((Staged.Tables) staged).parts();
      assertThat(parts).extracting(Staged.Part::name).containsExactly("salesByDate", "salesByAsin");
      assertThat(values(TransformHarness.read(parts.get(0).staged())))
          .containsExactly(row("date", "units"), row("2024-01-01", "3"));
      assertThat(values(TransformHarness.read(parts.get(1).staged())))
          .containsExactly(row("asin", "units"), row("B0", "1"), row("B1", "2"));
    }

    @Test
    void objectsOnePerLineAreTheFilesOwnTable() {
      assertThat(values("{\"a\": 1, \"tags\": [\"x\"]}\n{\"a\": 2}\n"))
          .containsExactly(row("a", "tags"), row("1", "[\"x\"]"), row("2", null));
    }

    @Test
    void oneLineIsOneRowWhenTheNameSaysLines() {
      assertThat(values(harness.table("r.jsonl", "{\"a\": 1, \"b\": [{\"c\": 2}]}")))
          .containsExactly(row("a", "b"), row("1", "[{\"c\":2}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n"})
    void anEmptyFileHasNoRows(String text) {
      assertThat(harness.stage(FILE, text))
          .isEqualTo(new Staged.Nothing("no rows: the file is empty"));
    }

    @Test
    void anEmptyArrayHasNoRows() {
      assertThat(harness.stage(FILE, "[]")).isEqualTo(only("", "no rows: the array is empty"));
      assertThat(harness.stage(FILE, "{\"a\": []}"))
          .isEqualTo(only("a", "no rows: array 'a' is empty"));
      assertThat(harness.stage(FILE, "[{}, {}]"))
          .isEqualTo(only("", "no rows: all 2 objects are empty"));
    }

    private Staged only(String name, String reason) {
      return new Staged.Tables(List.of(new Staged.Part(name, new Staged.Nothing(reason))));
    }

    @Test
    void gzipAndAByteOrderMarkAreRecognisedByContent() throws IOException {
      byte[] text = "\uFEFF[{\"a\": \"é\"}]".getBytes(UTF_8);
      Staged.Tables staged = (Staged.Tables) harness.stage(FILE, gzip(text));

      assertThat(TransformHarness.read(staged.parts().get(0).staged()).rows())
          .containsExactly(Map.of("a", "é"));
    }
  }

  @Nested
  class Values {

    @Test
    void numbersStayAsTheyAreSpelt() {
      assertThat(
              values(
                  "[{\"n\": 1.50}, {\"n\": 1E5}, {\"n\": -0}, {\"n\": 123456789012345678901234567890},"
                      + " {\"n\": 0.1000000000000000055511151231257827}]"))
          .containsExactly(
              row("n"),
              row("1.50"),
              row("1E5"),
              row("-0"),
              row("123456789012345678901234567890"),
              row("0.1000000000000000055511151231257827"));
    }

    @Test
    void nullAndMissingAreNoValueAndEmptyTextIsEmptyText() {
      assertThat(values("[{\"a\": null, \"b\": \"\"}, {\"b\": \"x\"}]"))
          .containsExactly(row("a", "b"), row(null, ""), row(null, "x"));
      assertThat(values("[{\"a\": null}, {\"a\": \"\"}, {\"a\": \"x\"}]"))
          .containsExactly(row("a"), row((String) null), row(""), row("x"));
    }

    @Test
    void nestedValuesAreJsonTextWithNumbersAsSpelt() {
      assertThat(
              values(
                  """
                  [{"o": { "x" : [1.50, 1E5, null, true, "q\\"\\n"],
                           "y" : {} }, "l": [ ]}]
                  """))
          .containsExactly(
              row("o", "l"), row("{\"x\":[1.50,1E5,null,true,\"q\\\"\\n\"],\"y\":{}}", "[]"));
    }

    @Test
    void anyTextIsKept() {
      String text = "a,b \"q\" \\ \t x\r\ny ' ; \uD83D\uDE00 ";
      String json = "[{\"t\": \"a,b \\\"q\\\" \\\\ \\t x\\r\\ny ' ; \\uD83D\\uDE00 \", \"u\": 1}]";

      assertThat(values(json)).containsExactly(row("t", "u"), row(text, "1"));
    }

    @Test
    void membersThatDifferInCaseAcrossRecordsAreOneColumn() {
      assertThat(values("[{\"Id\": \"a\"}, {\"id\": \"b\"}]"))
          .containsExactly(row("Id"), row("a"), row("b"));
    }

    @Test
    void randomTextsComeBack() {
      Random random = new Random(7);
      StringBuilder json = new StringBuilder("[");
      List<List<String>> expected = new ArrayList<>();
      expected.add(row("a", "b"));
      for (int i = 0; i < 500; i++) {
        String a = text(random);
        String b = text(random);
        json.append(i == 0 ? "" : ",\n")
            .append("{\"a\":")
            .append(quoted(a))
            .append(",\"b\":")
            .append(quoted(b))
            .append('}');
        expected.add(row(a, b));
      }

      assertThat(values(json.append(']').toString())).isEqualTo(expected);
    }

    private static String text(Random random) {
      String alphabet = "ab,;\"'\\\n\r\t {}[]:0.é\u2028";
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(12);
      for (int i = 0; i < length; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      return text.toString();
    }

    private static String quoted(String text) {
      StringBuilder json = new StringBuilder("\"");
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"' || c == '\\') {
          json.append('\\').append(c);
        } else if (c < ' ') {
          json.append("\\u%04x".formatted((int) c));
        } else {
          json.append(c);
        }
      }
      return json.append('"').toString();
    }
  }

  @Nested
  class Types {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "1, 2|LONG",
          "1, 2.5|DOUBLE",
          "1E5, 2|DOUBLE",
          "true, false|BOOLEAN",
          "\"007\", \"008\"|STRING",
          "\"7\", \"8\"|LONG",
          "7, \"x\"|STRING",
          "123456789012345678901234567890, 1|STRING",
          "\"2024-01-01\", \"2024-01-02\"|DATE",
          "{\"a\": 1}, null|STRING"
        })
    void areThoseOfText(String values, ColumnType type) {
      String text =
          Arrays.stream(values.split(", ", -1))
              .map("{\"v\": %s}"::formatted)
              .collect(Collectors.joining(",", "[", "]"));

      assertThat(type("v", text)).isEqualTo(type);
    }

    @Test
    void anIdIsText() {
      assertThat(type("campaign_id", "[{\"campaign_id\": 17}]")).isEqualTo(ColumnType.STRING);
    }

    @Test
    void aColumnThatIsNullEverywhereHasNoTypeYet() {
      Profile.Column column = table("[{\"a\": 1, \"b\": null}, {\"a\": 2}]").column("b");

      assertThat(column.type()).isNull();
      assertThat(column.nulls()).isEqualTo(2);
    }

    @Test
    void aMisfitNamesItsRecord() {
      Profile.Column column = table("[{\"a\": 1},\n\n\n{\"a\": \"x\"}]").column("a");

      assertThat(column.misfits().get(ColumnType.LONG)).isEqualTo(new Profile.Misfit(2, "x"));
    }

    @Test
    void filteredRowsHaveNoSay() {
      Table table = table("[{\"n\": 1, \"filtered\": false}, {\"n\": \"x\", \"filtered\": true}]");

      assertThat(table.column("n").type()).isEqualTo(ColumnType.LONG);
      assertThat(table.profile().filteredRows()).isEqualTo(1);
      assertThat(table.profile().rows()).isEqualTo(2);
    }
  }

  @Nested
  class Faulty {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "[{'a': 1}, 5]|Line 1, column 12: record 2 is a number, not an object",
          "{'x': [{'a': 1}, ['b']]}|record 2 of 'x' is an array, not an object",
          "{'x': ['b']}|record 1 of 'x' is a text, not an object",
          "17|Line 1, column 1: the file is a number; expected an array of objects",
          "'text'|the file is a text; expected",
          "{'a': 1}|one object without an array in it; expected",
          "[{'a': 1, 'a': 2}]|Duplicate field 'a'",
          "[{'a': {'b': 1, 'b': 2}}]|Duplicate field 'b'",
          "[{'Id': 1, 'id': 2}]|record 1 names column 'Id' twice, once as 'id'",
          "[{'a b': 1}, {'a_b': 1, 'a b': 2}]|record 2 names column 'a b' twice",
          "[{'': 1}]|record 1 has a member '', which cannot become a column",
          "[{'a': 1}|Line 1, column 10: Unexpected end-of-input: expected close marker for Array.",
          "[{'a': 1}] x|Unrecognized token 'x'",
          "[{'a': 1}] [2]|there is more behind the end of the array",
          "[{'a': NaN}]|Non-standard token 'NaN'",
          "[{'a': 01}]|Leading zeroes not allowed",
          "[{'a': 'x\\u0000'}]|record 1 holds a zero character",
          "[{'a': 1}, {'a': '\\ud800'}]|record 2 holds a zero character or half a surrogate pair"
        })
    void isRejectedWithPositionAndRemedy(String text, String reason) {
      assertThatThrownBy(() -> harness.stage(FILE, text.replace('\'', '"')))
          .isInstanceOf(RejectedDataException.class)
          .hasMessageContaining(reason)
          .hasMessageContaining("Deliver a corrected file under the same key");
    }

    @Test
    void otherEncodingsAreRejected() {
      assertThatThrownBy(
              () -> harness.stage(FILE, "[{\"a\": \"é\"}]".getBytes(StandardCharsets.ISO_8859_1)))
          .isInstanceOf(RejectedDataException.class)
          .hasMessageContaining("not UTF-8");
    }

    @Test
    void aCutOffGzipIsRejected() throws IOException {
      byte[] whole = gzip("[{\"a\": 1}]".getBytes(UTF_8));
      assertThatThrownBy(() -> harness.stage(FILE, Arrays.copyOf(whole, whole.length - 9)))
          .isInstanceOf(RejectedDataException.class)
          .hasMessageContaining("gzip data is damaged or cut off");
    }

    @Test
    void idsAsNamesAreRejected() {
      StringBuilder json = new StringBuilder("[{\"a0\": 1");
      for (int i = 1; i <= 5_000; i++) {
        json.append(",\"a").append(i).append("\": 1");
      }
      assertThatThrownBy(() -> harness.stage(FILE, json.append("}]").toString()))
          .isInstanceOf(RejectedDataException.class)
          .hasMessageContaining("more than 5000 columns");
    }

    @Test
    void randomDamageIsRejectedOrRead() {
      byte[] good = "{\"a\": [{\"b\": 1.5, \"c\": [\"x\"]}, {\"b\": null}]}".getBytes(UTF_8);
      Random random = new Random(11);
      for (int i = 0; i < 300; i++) {
        byte[] bad = good.clone();
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
        try {
          harness.stage(FILE, bad);
        } catch (RejectedDataException e) {
          assertThat(e).hasMessageContaining("eliver");
        }
      }
    }
  }

  @Test
  void nothingButTheDataIsLeftBehind() throws IOException {
    harness.stage(FILE, "{\"a\": [{\"b\": 1}], \"c\": [{\"d\": 1}]}");

    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder("source", "data.parquet", "data-1.parquet");
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
