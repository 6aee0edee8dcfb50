package io.amcinsights.engine.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is written in whatever dialect is read back exactly; the seed is in the test's name. */
class RoundTripTest {

  private static final List<String> PIECES =
      List.of(
          "a",
          "Ü",
          "\uD83D\uDE00",
          "1",
          "0",
          "-",
          ".",
          " ",
          ",",
          ";",
          "\t",
          "|",
          "\"",
          "\"\"",
          "\\",
          "\n",
          "\r\n",
          "\r",
          "'",
          "#",
          "NULL",
          "true",
          "2024-01-01");

  @TempDir Path folder;

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (long seed = 1; seed <= 60; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsWrittenIsRead(long seed) {
    Random random = new Random(seed);
    char delimiter = ",;\t|".charAt(random.nextInt(4));
    boolean backslash = random.nextBoolean();
    String lineEnd = random.nextBoolean() ? "\n" : "\r\n";
    int columns = 1 + random.nextInt(5);
    List<List<String>> rows = new ArrayList<>();
    rows.add(header(columns));
    for (int i = 1 + random.nextInt(30); i > 0; i--) {
      List<String> row = new ArrayList<>();
      for (int c = 0; c < columns; c++) {
        row.add(value(random));
      }
      rows.add(row);
    }
    // Without a single quote inside a value nothing shows that backslashes are doubled.
    boolean escaped =
        backslash
            && rows.stream().flatMap(List::stream).anyMatch(v -> v != null && v.contains("\""));
    String text =
        rows.stream()
            .map(
                row ->
                    row.stream()
                        .map(value -> written(value, escaped, random))
                        .collect(Collectors.joining(String.valueOf(delimiter))))
            .collect(Collectors.joining(lineEnd));
    // A last line without end is no line if it is empty.
    boolean finalEnd = random.nextBoolean() || text.endsWith(lineEnd);
    byte[] bytes =
        ((random.nextBoolean() ? "\uFEFF" : "") + text + (finalEnd ? lineEnd : "")).getBytes(UTF_8);

    assertThat(new Staging(folder).rows(random.nextBoolean() ? Staging.gzip(bytes) : bytes))
        .isEqualTo(rows);
  }

  private static List<String> header(int columns) {
    List<String> header = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      header.add("column " + c);
    }
    return header;
  }

  private static String value(Random random) {
    if (random.nextInt(5) == 0) {
      return null;
    }
    StringBuilder value = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      value.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return value.toString();
  }

  private static String written(String value, boolean backslash, Random random) {
    if (value == null) {
      return "";
    }
    boolean bare = !value.isEmpty() && value.matches("[^,;\t|\"\\\\\r\n]*");
    if (bare && random.nextBoolean()) {
      return value;
    }
    return backslash
        ? "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\""
        : "\"" + value.replace("\"", "\"\"") + "\"";
  }
}
