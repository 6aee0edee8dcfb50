package io.amcinsights.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {

  private static final Instant ANCHOR = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest(name = "{0} in {1} after {2}")
  @CsvFileSource(resources = "schedule-expressions.tsv", delimiter = '\t')
  void firesWhenTheGoldenTableSays(String expression, String zone, String after, String times) {
    ZoneId place = ZoneId.of(zone);
    Instant last = Instant.parse(after);
    for (String expected : times.split(" ", -1)) {
      Optional<Instant> next = ScheduleExpression.parse(expression).next(last, place, ANCHOR);
      if (expected.equals("none")) {
        assertThat(next).isEmpty();
        return;
      }
      assertThat(next).isPresent();
      assertThat(LocalDateTime.ofInstant(next.get(), place)).hasToString(expected);
      assertThat(next.get()).isAfter(last);
      last = next.get();
    }
  }

  @Test
  void aTimeThatTheWallClockShowsTwiceIsTheFirst() {
    ZoneId york = ZoneId.of("America/New_York");
    Instant before = Instant.parse("2026-11-01T00:00:00Z");

    assertThat(ScheduleExpression.parse("cron(30 1 * * ? *)").next(before, york, ANCHOR))
        .contains(Instant.parse("2026-11-01T05:30:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "custom(H * *)|cron(0 * * * ? *)",
        "custom(D * 11)|cron(0 11 * * ? *)",
        "custom(W 0 6)|cron(0 6 ? * MON *)",
        "custom(W 6 0)|cron(0 0 ? * SUN *)",
        "custom(M 15 6)|cron(0 6 15 * ? *)",
        "rate(1 hours)|rate(1 hour)",
        "rate(5 minute)|rate(5 minutes)",
        "  cron(0   6 * * ? *) |cron(0 6 * * ? *)",
        "at(2026-12-31T08:00:00)|at(2026-12-31T08:00:00)"
      })
  void isWrittenAsEventBridgeTakesIt(String expression, String expected) {
    assertThat(ScheduleExpression.parse(expression).eventBridge()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "daily",
        "0 6 * * ? *",
        "cron(0 6 * * *)",
        "cron(0 6 * * * *)",
        "cron(0 6 ? * ? *)",
        "cron(60 6 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 6 0 * ? *)",
        "cron(0 6 32 * ? *)",
        "cron(0 6 * 13 ? *)",
        "cron(0 6 ? * 8 *)",
        "cron(0 6 ? * MOO *)",
        "cron(0 6 ? * MON#6 *)",
        "cron(0 6 * * ? 1969)",
        "cron(0 6 * * ? 2200)",
        "cron(10-5 6 * * ? *)",
        "cron(0/0 6 * * ? *)",
        "cron(*-5 6 * * ? *)",
        "cron(,5 6 * * ? *)",
        "cron(0 6 32W * ? *)",
        "rate(0 minutes)",
        "rate(1.5 hours)",
        "rate(2 weeks)",
        "at(tomorrow)",
        "custom(D * *)",
        "custom(H 1 *)",
        "custom(W 7 6)",
        "custom(M 32 6)",
        "custom(D * 24)"
      })
  void whatIsWrongIsSaid(String expression) {
    assertThatThrownBy(() -> ScheduleExpression.parse(expression))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'" + expression + "'")
        .hasMessageMatching("(?s).*(expected|write).*");
  }

  @Test
  void timesBetweenTwoAreListed() {
    Instant from = Instant.parse("2026-03-01T06:00:00Z");

    assertThat(
            ScheduleExpression.parse("cron(0 6 * * ? *)")
                .between(from, from.plus(2, ChronoUnit.DAYS), ZoneOffset.UTC, ANCHOR, 10))
        .containsExactly(from, from.plus(1, ChronoUnit.DAYS));
    assertThat(
            ScheduleExpression.parse("rate(1 minute)")
                .between(from, from.plus(2, ChronoUnit.DAYS), ZoneOffset.UTC, ANCHOR, 3))
        .hasSize(3);
  }

  /** Every minute of a month, looked at one by one. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void firesInExactlyTheMinutesThatItsFieldsMean(long seed) {
    var random = new Random(seed);
    Set<Integer> minutes = some(random, 0, 59, 3);
    Set<Integer> hours = some(random, 0, 23, 3);
    Set<Integer> days = some(random, 1, 31, 4);
    Set<Integer> weekdays = some(random, 1, 7, 2);
    boolean byWeek = random.nextBoolean();
    String expression =
        "cron(%s %s %s * %s *)"
            .formatted(
                list(minutes),
                list(hours),
                byWeek ? "?" : list(days),
                byWeek ? list(weekdays) : "?");
    ZoneId zone =
        ZoneId.of(
            List.of("UTC", "America/New_York", "Europe/London", "Australia/Lord_Howe")
                .get(random.nextInt(4)));
    Instant from = Instant.parse("2026-%02d-01T00:00:00Z".formatted(1 + random.nextInt(12)));
    Instant until = from.plus(35, ChronoUnit.DAYS);

    List<Instant> expected = new ArrayList<>();
    for (Instant it = from; it.isBefore(until); it = it.plus(1, ChronoUnit.MINUTES)) {
      LocalDateTime local = LocalDateTime.ofInstant(it, zone);
      DayOfWeek weekday = local.getDayOfWeek();
      boolean day =
          byWeek
              ? weekdays.contains(weekday.getValue() % 7 + 1)
              : days.contains(local.getDayOfMonth());
      boolean first = local.atZone(zone).toInstant().equals(it);
      if (first && day && minutes.contains(local.getMinute()) && hours.contains(local.getHour())) {
        expected.add(it);
      }
    }

    assertThat(ScheduleExpression.parse(expression).between(from, until, zone, ANCHOR, 10_000))
        .as("%s in %s", expression, zone)
        .containsExactlyElementsOf(expected);
  }

  private static Set<Integer> some(Random random, int least, int most, int number) {
    return IntStream.range(0, number)
        .map(it -> least + random.nextInt(most - least + 1))
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String list(Set<Integer> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
