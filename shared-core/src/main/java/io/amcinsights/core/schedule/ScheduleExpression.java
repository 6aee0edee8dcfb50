package io.amcinsights.core.schedule;

import io.amcinsights.core.error.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule fires: {@code cron(...)}, {@code rate(...)} or {@code at(...)} as EventBridge
 * Scheduler takes them, and {@code custom(...)} of older installations.
 *
 * <p>Across changes of the clocks as EventBridge Scheduler says: a time that there is not is left
 * out, one that there is twice fires once, the first time (its user guide, "Schedule types",
 * daylight saving time).
 */
public final class ScheduleExpression {

  private static final Pattern CALL = Pattern.compile("([a-z]+)\\((.*)\\)", Pattern.DOTALL);
  private static final Pattern RATE =
      Pattern.compile("([1-9][0-9]{0,5})\\s+(minutes?|hours?|days?)");
  private static final Pattern CUSTOM =
      Pattern.compile("([HDWM])\\s+(\\*|[0-9]{1,2})\\s+(\\*|[0-9]{1,2})");
  private static final List<String> WEEK = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

  private static final String EXPECTED =
      "expected cron(minutes hours day-of-month month day-of-week year), rate(value unit) or"
          + " at(yyyy-mm-ddThh:mm:ss)";

  private final String text;
  private final Times times;

  private ScheduleExpression(String text, Times times) {
    this.text = text;
    this.times = times;
  }

  /** The first time after another. */
  @FunctionalInterface
  private interface Times {
    Optional<Instant> next(Instant after, ZoneId zone, Instant anchor);
  }

  /**
   * Reads an expression.
   *
   * @throws InvalidInputException saying what is wrong where
   */
  public static ScheduleExpression parse(String expression) {
    Matcher call = CALL.matcher(expression.strip());
    if (!call.matches()) {
      throw new InvalidInputException("Expression '%s' is none: %s", expression, EXPECTED);
    }
    String body = call.group(2).strip();
    return switch (call.group(1)) {
      case "cron" -> cron(expression, body);
      case "rate" -> rate(expression, body);
      case "at" -> at(expression, body);
      case "custom" -> custom(expression, body);
      default ->
          throw new InvalidInputException("Expression '%s' is none: %s", expression, EXPECTED);
    };
  }

  /** The same as EventBridge Scheduler takes it. */
  public String eventBridge() {
    return text;
  }

  /**
   * The first time after another; empty when there is none any more.
   *
   * @param zone whose wall clock a cron or at expression goes by
   * @param anchor when a rate begins, which is the first time it fires
   */
  public Optional<Instant> next(Instant after, ZoneId zone, Instant anchor) {
    return times.next(after, zone, anchor);
  }

  /** All times from one on until another, which is none of them; so many at most. */
  public List<Instant> between(
      Instant from, Instant until, ZoneId zone, Instant anchor, int limit) {
    List<Instant> found = new ArrayList<>();
    Optional<Instant> next = next(from.minusMillis(1), zone, anchor);
    while (next.isPresent() && next.get().isBefore(until) && found.size() < limit) {
      found.add(next.get());
      next = next(next.get(), zone, anchor);
    }
    return List.copyOf(found);
  }

  private static ScheduleExpression cron(String expression, String body) {
    Cron cron = Cron.parse(expression, body);
    return new ScheduleExpression(
        "cron(%s)".formatted(String.join(" ", body.split("\\s+", -1))),
        (after, zone, anchor) -> cron.next(after, zone));
  }

  private static ScheduleExpression rate(String expression, String body) {
    Matcher matcher = RATE.matcher(body);
    if (!matcher.matches()) {
      throw new InvalidInputException(
          "Expression '%s' is no rate: expected a whole number and minutes, hours or days, such"
              + " as rate(6 hours)",
          expression);
    }
    long value = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    Duration each =
        unit.startsWith("minute")
            ? Duration.ofMinutes(value)
            : unit.startsWith("hour") ? Duration.ofHours(value) : Duration.ofDays(value);
    String singular = unit.replaceFirst("s$", "");
    return new ScheduleExpression(
        "rate(%d %s)".formatted(value, value == 1 ? singular : singular + "s"),
        (after, zone, anchor) -> Optional.of(rate(after, anchor, each)));
  }

  private static Instant rate(Instant after, Instant anchor, Duration each) {
    if (after.isBefore(anchor)) {
      return anchor;
    }
    long passed = Duration.between(anchor, after).dividedBy(each);
    return anchor.plus(each.multipliedBy(passed + 1));
  }

  private static ScheduleExpression at(String expression, String body) {
    try {
      LocalDateTime time = LocalDateTime.parse(body);
      return new ScheduleExpression(
          "at(%s)".formatted(body),
          (after, zone, anchor) -> Zones.instant(time, zone).filter(it -> it.isAfter(after)));
    } catch (DateTimeException e) {
      throw new InvalidInputException(
          e, "Expression '%s' is no time: expected at(2026-12-31T08:00:00)", expression);
    }
  }

  /** As four hourly rules of older installations understood it; their hours were UTC's. */
  private static ScheduleExpression custom(String expression, String body) {
    Matcher matcher = CUSTOM.matcher(body);
    if (!matcher.matches()) {
      throw custom(expression);
    }
    String day = matcher.group(2);
    String hour = matcher.group(3);
    boolean noDay = day.equals("*");
    boolean noHour = hour.equals("*");
    return switch (matcher.group(1).charAt(0)) {
      case 'H' -> {
        expect(expression, noDay && noHour);
        yield parse("cron(0 * * * ? *)");
      }
      case 'D' -> {
        expect(expression, noDay && !noHour);
        yield parse("cron(0 %s * * ? *)".formatted(number(expression, hour, 0, 23)));
      }
      case 'W' -> {
        expect(expression, !noDay && !noHour);
        String name = WEEK.get(number(expression, day, 0, 6));
        yield parse("cron(0 %s ? * %s *)".formatted(number(expression, hour, 0, 23), name));
      }
      default -> {
        expect(expression, !noDay && !noHour);
        yield parse(
            "cron(0 %s %s * ? *)"
                .formatted(number(expression, hour, 0, 23), number(expression, day, 1, 31)));
      }
    };
  }

  private static void expect(String expression, boolean right) {
    if (!right) {
      throw custom(expression);
    }
  }

  private static int number(String expression, String text, int least, int most) {
    int number = Integer.parseInt(text);
    expect(expression, number >= least && number <= most);
    return number;
  }

  private static InvalidInputException custom(String expression) {
    return new InvalidInputException(
        "Expression '%s' never fired: expected custom(H * *), custom(D * hour), custom(W day hour)"
            + " with Monday as 0, or custom(M day hour)",
        expression);
  }

  @Override
  public String toString() {
    return text;
  }
}
