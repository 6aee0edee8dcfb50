package io.amcinsights.engine.types;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTypesTest {

  private static final List<String> PIECES =
      List.of(
          "0",
          "1",
          "9",
          "12",
          "2024",
          "2023",
          "02",
          "29",
          "30",
          "31",
          "-",
          "-",
          ":",
          ":",
          ".",
          "T",
          " ",
          "Z",
          "+",
          "e",
          "E",
          "true",
          "False",
          "00",
          "59",
          "23",
          "24",
          " UTC",
          "9007199254740992",
          "9223372036854775807",
          "9223372036854775808",
          "308",
          "-400",
          "a");

  @ParameterizedTest
  @CsvSource({
    "true, BOOLEAN",
    "TRUE, BOOLEAN",
    "tru, ''",
    "0, LONG DOUBLE",
    "-0, DOUBLE",
    "00, ''",
    "-12, LONG DOUBLE",
    "+1, ''",
    "9007199254740992, LONG DOUBLE",
    "9007199254740993, LONG",
    "-9223372036854775808, LONG",
    "9223372036854775808, ''",
    "1., ''",
    ".5, DOUBLE",
    "-.5, DOUBLE",
    "., ''",
    "-, ''",
    "1e5, DOUBLE",
    "1E+05, DOUBLE",
    "1e, ''",
    "1e400, ''",
    "1e-400, ''",
    "0e-999, DOUBLE",
    "0.10, DOUBLE",
    "01.5, ''",
    "1.5.1, ''",
    "2024-02-29, DATE TIMESTAMP",
    "2023-02-29, ''",
    "1900-02-29, ''",
    "2024-13-01, ''",
    "2024-01-01T10:00, TIMESTAMP",
    "2024-01-01 10:00:00.123456Z, TIMESTAMP",
    "2024-01-01 10:00:00.1234567, ''",
    "2024-01-01T10:00:00+02:00, TIMESTAMP",
    "2024-01-01T10:00:00-0530, TIMESTAMP",
    "2024-01-01T10:00:00+99, ''",
    "2024-01-01T10:00:00 UTC, TIMESTAMP",
    "2024-01-01T, ''",
    "2024-01-01T24:00, ''",
    "2024-1-1, ''",
    "/1, ''",
    "NaN, ''",
    "1-1, ''"
  })
  void aTextFitsTheTypesItIsTheUsualSpellingOf(String text, String types) {
    assertThat(fits(text)).isEqualTo(types.isEmpty() ? List.of() : List.of(types.split(" ")));
  }

  /** What is said to fit must be readable by DuckDB, which does the reading in the end. */
  @Test
  void duckDbReadsWhateverFits() {
    Random random = new Random(7);
    List<String> failed = new ArrayList<>();
    int fitting = 0;
    try (DuckSession duck = Duck.open()) {
      for (int i = 0; i < 3_000; i++) {
        StringBuilder text = new StringBuilder();
        for (int n = 1 + random.nextInt(9); n > 0; n--) {
          text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        for (ColumnType type : TypeRules.types(bits(text.toString()))) {
          fitting++;
          String sql = "SELECT " + TypeRules.castSql(Sql.text(text.toString()), type);
          if (duck.one(sql, row -> row.getString(1)) == null) {
            failed.add(text + " as " + type);
          }
        }
      }
    }
    assertThat(failed).isEmpty();
    assertThat(fitting).isGreaterThan(3_200);
  }

  private static List<String> fits(String text) {
    return TypeRules.types(bits(text)).stream()
        .filter(type -> type != ColumnType.STRING)
        .map(Enum::name)
        .toList();
  }

  private static int bits(String text) {
    byte[] bytes = ("x" + text + "y").getBytes(UTF_8);
    return TextTypes.bits(bytes, 1, bytes.length - 1);
  }
}
