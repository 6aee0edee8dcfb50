package io.amcinsights.core.schedule;

import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import io.amcinsights.core.error.InvalidInputException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which days of a month a cron expression means; one of its two fields of days is {@code ?}. */
final class CronDays {

  private static final String ANY = "?";
  private static final String LAST = "L";
  private static final Pattern NEAREST_WEEKDAY = Pattern.compile("([0-9]{1,2})W");
  private static final Pattern NUMBERED = Pattern.compile("([0-9A-Z]+)#([1-5])");
  private static final Pattern LAST_OF = Pattern.compile("([0-9A-Z]+)L");

  private final Function<YearMonth, NavigableSet<Integer>> days;

  private CronDays(Function<YearMonth, NavigableSet<Integer>> days) {
    this.days = days;
  }

  /** Days of a month, in order. */
  NavigableSet<Integer> in(YearMonth month) {
    return days.apply(month);
  }

  static CronDays parse(String expression, String ofMonth, String ofWeek) {
    if (ofMonth.equals(ANY) == ofWeek.equals(ANY)) {
      throw new InvalidInputException(
          "Expression '%s' has day-of-month '%s' and day-of-week '%s'; write ? for one of them",
          expression, ofMonth, ofWeek);
    }
    return new CronDays(
        ofWeek.equals(ANY)
            ? ofMonth(expression, ofMonth.toUpperCase(Locale.ROOT))
            : ofWeek(expression, ofWeek.toUpperCase(Locale.ROOT)));
  }

  private static Function<YearMonth, NavigableSet<Integer>> ofMonth(
      String expression, String text) {
    if (text.equals(LAST)) {
      return month -> one(month.lengthOfMonth());
    }
    if (text.equals("LW")) {
      return month -> one(nearestWeekday(month, month.lengthOfMonth()));
    }
    Matcher nearest = NEAREST_WEEKDAY.matcher(text);
    if (nearest.matches()) {
      int day = CronField.DAYS_OF_MONTH.value(expression, text, nearest.group(1));
      return month ->
          day > month.lengthOfMonth() ? new TreeSet<>() : one(nearestWeekday(month, day));
    }
    NavigableSet<Integer> values = CronField.DAYS_OF_MONTH.values(expression, text);
    return month -> values.headSet(month.lengthOfMonth(), true);
  }

  /** The weekday that is nearest, in the same month. */
  private static int nearestWeekday(YearMonth month, int day) {
    DayOfWeek weekday = month.atDay(day).getDayOfWeek();
    if (weekday == DayOfWeek.SATURDAY) {
      return day == 1 ? 3 : day - 1;
    }
    if (weekday == DayOfWeek.SUNDAY) {
      return day == month.lengthOfMonth() ? day - 2 : day + 1;
    }
    return day;
  }

  private static Function<YearMonth, NavigableSet<Integer>> ofWeek(String expression, String text) {
    if (text.equals(LAST)) {
      return month -> all(month, one(7));
    }
    Matcher numbered = NUMBERED.matcher(text);
    if (numbered.matches()) {
      DayOfWeek day = day(CronField.DAYS_OF_WEEK.value(expression, text, numbered.group(1)));
      int number = Integer.parseInt(numbered.group(2));
      return month -> {
        LocalDate found = month.atDay(1).with(dayOfWeekInMonth(number, day));
        return YearMonth.from(found).equals(month) ? one(found.getDayOfMonth()) : new TreeSet<>();
      };
    }
    Matcher last = LAST_OF.matcher(text);
    if (last.matches()) {
      DayOfWeek day = day(CronField.DAYS_OF_WEEK.value(expression, text, last.group(1)));
      return month -> one(month.atDay(1).with(lastInMonth(day)).getDayOfMonth());
    }
    NavigableSet<Integer> values = CronField.DAYS_OF_WEEK.values(expression, text);
    return month -> all(month, values);
  }

  private static NavigableSet<Integer> all(YearMonth month, NavigableSet<Integer> weekdays) {
    NavigableSet<Integer> days = new TreeSet<>();
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      if (weekdays.contains(number(month.atDay(day).getDayOfWeek()))) {
        days.add(day);
      }
    }
    return days;
  }

  /** Sunday is 1. */
  private static DayOfWeek day(int number) {
    return DayOfWeek.SUNDAY.plus(number - 1L);
  }

  private static int number(DayOfWeek day) {
    return day.getValue() % 7 + 1;
  }

  private static NavigableSet<Integer> one(int day) {
    NavigableSet<Integer> one = new TreeSet<>();
    one.add(day);
    return one;
  }
}
