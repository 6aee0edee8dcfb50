package io.amcinsights.core.schedule;

import io.amcinsights.core.error.InvalidInputException;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A field of a cron expression: {@code *}, values, ranges, steps and lists of them. */
enum CronField {
  MINUTES("minutes", 0, 59, ""),
  HOURS("hours", 0, 23, ""),
  DAYS_OF_MONTH("day-of-month", 1, 31, ""),
  MONTHS("month", 1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"),
  DAYS_OF_WEEK("day-of-week", 1, 7, "SUN MON TUE WED THU FRI SAT"),
  YEARS("year", 1970, 2199, "");

  private static final Pattern PART =
      Pattern.compile("(\\*|[0-9A-Z]+)(?:-([0-9A-Z]+))?(?:/([0-9]{1,4}))?");

  private final String label;
  private final int least;
  private final int most;

  /** In their order, a blank between two; empty when values have none. */
  private final String names;

  CronField(String label, int least, int most, String names) {
    this.label = label;
    this.least = least;
    this.most = most;
    this.names = names;
  }

  /** The values that the text means, in order. */
  NavigableSet<Integer> values(String expression, String text) {
    NavigableSet<Integer> values = new TreeSet<>();
    for (String part : text.toUpperCase(Locale.ROOT).split(",", -1)) {
      add(expression, text, part, values);
    }
    return values;
  }

  private void add(String expression, String text, String part, NavigableSet<Integer> values) {
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches() || (part.startsWith("*") && matcher.group(2) != null)) {
      throw wrong(expression, text);
    }
    String step = matcher.group(3);
    boolean all = matcher.group(1).equals("*");
    int from = all ? least : value(expression, text, matcher.group(1));
    int to =
        matcher.group(2) != null
            ? value(expression, text, matcher.group(2))
            : all || step != null ? most : from;
    int by = step == null ? 1 : Integer.parseInt(step);
    if (by < 1 || from > to) {
      throw wrong(expression, text);
    }
    for (int i = from; i <= to; i += by) {
      values.add(i);
    }
  }

  /** One value, a number or a name. */
  int value(String expression, String text, String value) {
    int name = List.of(names.split(" ", -1)).indexOf(value);
    if (name >= 0) {
      return least + name;
    }
    if (!value.matches("[0-9]{1,4}")) {
      throw wrong(expression, text);
    }
    int number = Integer.parseInt(value);
    if (number < least || number > most) {
      throw wrong(expression, text);
    }
    return number;
  }

  InvalidInputException wrong(String expression, String text) {
    return new InvalidInputException(
        "Expression '%s' has %s '%s'; expected %d to %d%s, as a value, a range, a list or with a"
            + " step",
        expression,
        label,
        text,
        least,
        most,
        names.isEmpty()
            ? ""
            : " or %s to %s".formatted(names.substring(0, 3), names.substring(names.length() - 3)));
  }
}
