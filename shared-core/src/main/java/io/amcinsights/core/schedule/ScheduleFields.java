package io.amcinsights.core.schedule;

import io.amcinsights.core.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What may be wrong with a schedule. */
public final class ScheduleFields {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  /** Of EventBridge Scheduler. */
  private static final int LONGEST_NAME = 64;

  private static final int LONGEST_WINDOW = 1_440;

  private ScheduleFields() {}

  /** The name in EventBridge Scheduler: {@code tenant.schedule}. */
  public static String name(String tenant, String scheduleId) {
    return tenant + "." + scheduleId;
  }

  /** Everything that is wrong, each with its field, value and remedy; empty when nothing is. */
  public static List<String> problems(
      String tenant, String scheduleId, String expression, int flexibleMinutes) {
    List<String> problems = new ArrayList<>();
    if (!ID.matcher(scheduleId).matches()) {
      problems.add(
          "scheduleId is '%s'; expected letters, digits, _ and -, 40 at most"
              .formatted(scheduleId));
    } else if (name(tenant, scheduleId).length() > LONGEST_NAME) {
      problems.add(
          "scheduleId '%s' is too long for tenant '%s': both together have %d characters at most"
              .formatted(scheduleId, tenant, LONGEST_NAME - 1));
    }
    if (flexibleMinutes < 0 || flexibleMinutes > LONGEST_WINDOW) {
      problems.add(
          "flexibleMinutes is %d; expected 0 to %d".formatted(flexibleMinutes, LONGEST_WINDOW));
    }
    try {
      ScheduleExpression.parse(expression);
    } catch (InvalidInputException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return List.copyOf(problems);
  }
}
