package io.amcinsights.core.macro;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of macros, for any time, zone and offset. */
class MacrosRandomizedTest {

  private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream().sorted().toList();
  private static final List<String> NAMES =
      List.of(
          "NOW",
          "TODAY",
          "FIRSTDAYOFOFFSETMONTH",
          "FIFTEENTHDAYOFOFFSETMONTH",
          "LASTDAYOFOFFSETMONTH");

  private static final List<String> PIECES =
      List.of(
          "NOW",
          "today",
          "TODAY(",
          "LASTDAYOFOFFSETMONTH",
          "(",
          ")",
          "-",
          "+",
          " ",
          "1",
          "99",
          "YESTERDAY",
          "x",
          "_",
          "é",
          "\n",
          "2024-01-01");

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aResultIsTheDateThatItsNameSays(long seed) {
    Random random = new Random(seed);
    Instant fire = Instant.ofEpochSecond(random.nextLong(4_102_444_800L));
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    LocalDate today = LocalDate.ofInstant(fire, zone);
    int n = random.nextInt(-1_000, 1_001);

    assertThat(day("TODAY", n, fire, zone, random)).isEqualTo(today.plusDays(n));
    assertThat(day("FIRSTDAYOFOFFSETMONTH", n, fire, zone, random))
        .isEqualTo(YearMonth.from(today).plusMonths(n).atDay(1));
    assertThat(day("FIFTEENTHDAYOFOFFSETMONTH", n, fire, zone, random))
        .isEqualTo(YearMonth.from(today).plusMonths(n).atDay(15));
    assertThat(day("LASTDAYOFOFFSETMONTH", n, fire, zone, random).plusDays(1))
        .isEqualTo(YearMonth.from(today).plusMonths(n + 1).atDay(1));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyTextIsRefusedOrADateOrLeftAsItIs(long seed) {
    Random random = new Random(seed);
    Instant fire = Instant.parse("2024-02-29T23:59:59Z");
    for (int i = 0; i < 200; i++) {
      String text =
          random
              .ints(1 + random.nextInt(7), 0, PIECES.size())
              .mapToObj(PIECES::get)
              .collect(Collectors.joining());
      if (Macros.problem(text).isEmpty()) {
        String result = Macros.evaluate(text, fire, ZoneId.of("UTC"));
        assertThat(result.equals(text) || LocalDateTime.parse(result) != null).isTrue();
        assertThat(Macros.problem(result)).isEmpty();
        assertThat(Macros.evaluate(result, Instant.EPOCH, ZoneId.of("UTC"))).isEqualTo(result);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatStandsBesideAMacroMakesItAProblem(long seed) {
    Random random = new Random(seed);
    String macro = written(NAMES.get(random.nextInt(NAMES.size())), "-1", random).strip();
    String beside = List.of("x", "'", "1", "-1", "(", " and ").get(random.nextInt(6));

    assertThat(Macros.problem(macro + beside)).isPresent();
    assertThat(Macros.problem("~" + macro)).isPresent();
  }

  private static LocalDate day(String name, int n, Instant fire, ZoneId zone, Random random) {
    String sign = n > 0 && random.nextBoolean() ? "+" : "";
    LocalDateTime result =
        LocalDateTime.parse(Macros.evaluate(written(name, sign + n, random), fire, zone));
    assertThat(result.toLocalDate().atStartOfDay()).isEqualTo(result);
    return result.toLocalDate();
  }

  private static String written(String name, String offset, Random random) {
    String cased =
        name.chars()
            .mapToObj(c -> String.valueOf((char) c))
            .map(c -> random.nextBoolean() ? c.toLowerCase(Locale.ROOT) : c)
            .collect(Collectors.joining());
    return spaces(random) + cased + "(" + spaces(random) + offset + spaces(random) + ")";
  }

  private static String spaces(Random random) {
    return " ".repeat(random.nextInt(3));
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }
}
