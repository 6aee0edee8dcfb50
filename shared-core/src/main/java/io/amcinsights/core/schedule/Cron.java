package io.amcinsights.core.schedule;

import io.amcinsights.core.error.InvalidInputException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.NavigableSet;
import java.util.Optional;

/** A cron expression of six fields, as EventBridge has them. */
final class Cron {

  private static final int LAST_YEAR = 2199;

  private final NavigableSet<Integer> minutes;
  private final NavigableSet<Integer> hours;
  private final NavigableSet<Integer> months;
  private final NavigableSet<Integer> years;
  private final CronDays days;

  private Cron(
      NavigableSet<Integer> minutes,
      NavigableSet<Integer> hours,
      NavigableSet<Integer> months,
      NavigableSet<Integer> years,
      CronDays days) {
    this.minutes = minutes;
    this.hours = hours;
    this.months = months;
    this.years = years;
    this.days = days;
  }

  static Cron parse(String expression, String body) {
    String[] fields = body.split("\\s+", -1);
    if (fields.length != 6) {
      throw new InvalidInputException(
          "Expression '%s' has %d fields; expected six: minutes, hours, day-of-month, month,"
              + " day-of-week, year",
          expression, fields.length);
    }
    return new Cron(
        CronField.MINUTES.values(expression, fields[0]),
        CronField.HOURS.values(expression, fields[1]),
        CronField.MONTHS.values(expression, fields[3]),
        CronField.YEARS.values(expression, fields[5]),
        CronDays.parse(expression, fields[2], fields[4]));
  }

  /** The first time after another; empty when there is none before the year 2200. */
  Optional<Instant> next(Instant after, ZoneId zone) {
    LocalDate day = after.atZone(zone).toLocalDate();
    // A wall clock that is put back may show yesterday once more.
    YearMonth month = YearMonth.from(day.minusDays(1));
    LocalDate from = day.minusDays(1);
    while (month.getYear() <= LAST_YEAR) {
      if (years.contains(month.getYear()) && months.contains(month.getMonthValue())) {
        Optional<Instant> found = inMonth(month, from, after, zone);
        if (found.isPresent()) {
          return found;
        }
      }
      month = following(month);
    }
    return Optional.empty();
  }

  private YearMonth following(YearMonth month) {
    YearMonth next = month.plusMonths(1);
    if (years.contains(next.getYear())) {
      return next;
    }
    Integer year = years.higher(next.getYear());
    return year == null ? YearMonth.of(LAST_YEAR + 1, 1) : YearMonth.of(year, 1);
  }

  private Optional<Instant> inMonth(YearMonth month, LocalDate from, Instant after, ZoneId zone) {
    for (int dayOfMonth : days.in(month)) {
      LocalDate day = month.atDay(dayOfMonth);
      if (!day.isBefore(from)) {
        Optional<Instant> found = onDay(day, after, zone);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** The earliest one: clocks that are put back make wall clock times come in another order. */
  private Optional<Instant> onDay(LocalDate day, Instant after, ZoneId zone) {
    Instant earliest = null;
    for (int hour : hours) {
      for (int minute : minutes) {
        Optional<Instant> time = Zones.instant(day.atTime(LocalTime.of(hour, minute)), zone);
        if (time.isPresent() && time.get().isAfter(after)) {
          earliest = earliest == null || time.get().isBefore(earliest) ? time.get() : earliest;
        }
      }
    }
    return Optional.ofNullable(earliest);
  }
}
