package io.amcinsights.stageb;

import io.amcinsights.core.error.InvalidInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one load, and its commit: {@code {database}.{table}/{generation}/{round}}.
 *
 * @param round 0 for the first load of an execution
 */
record LoadId(String table, long generation, int round) {

  private static final Pattern TEXT = Pattern.compile("(.+)/(\\d{1,18})/(\\d{1,9})");

  static LoadId parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidInputException(
          "'%s' is no load id; expected {table}/{generation}/{round}", text);
    }
    return new LoadId(
        matcher.group(1), Long.parseLong(matcher.group(2)), Integer.parseInt(matcher.group(3)));
  }

  @Override
  public String toString() {
    return table + "/" + generation + "/" + round;
  }
}
