package io.amcinsights.core.macro;

import io.amcinsights.core.error.InvalidInputException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Date macros: a whole value such as {@code TODAY(-1)} stands for a date.
 *
 * <p>A value either is a macro from its first to its last character, spaces around it aside, or it
 * is left as it is. What only looks like one is a {@link #problem}, to be refused when it is
 * written down and not found out when it fires.
 */
public final class Macros {

  private static final DateTimeFormatter RESULT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private static final Pattern CALL =
      Pattern.compile("([A-Z_][A-Z0-9_]*)\\(\\s*(?:([+-]?)\\s*([0-9]+))?\\s*\\)", flags());

  private static final String NAMES =
      Arrays.stream(Macro.values()).map(Macro::name).collect(Collectors.joining("|"));

  // With a space before its bracket a name may be a word of a sentence: "out now (in the US)".
  private static final Pattern KNOWN_INSIDE =
      Pattern.compile(
          "(?<![A-Z0-9_])(?:%s)(?:\\(|\\s+\\(\\s*[+-]?\\s*[0-9]*\\s*\\))".formatted(NAMES),
          flags());

  // "Brand(2024)" is a name, "DAYS(-2)" and "YESTERDAY()" are none.
  private static final Pattern UNKNOWN =
      Pattern.compile("[A-Z_][A-Z0-9_]*\\s*\\(\\s*(?:[+-]\\s*[0-9]+)?\\s*\\)", flags());

  private static final Pattern UNKNOWN_INSIDE =
      Pattern.compile(
          "[A-Z0-9_]*(?:TODAY|YESTERDAY|TOMORROW|DAYOF|OFFSETMONTH)[A-Z0-9_]*\\(", flags());

  private static final String ALLOWED =
      "write NOW(), TODAY(), TODAY(n), FIRSTDAYOFOFFSETMONTH(n), FIFTEENTHDAYOFOFFSETMONTH(n) or"
          + " LASTDAYOFOFFSETMONTH(n), and nothing beside it";

  private Macros() {}

  /**
   * The date that the value stands for, as {@code 2024-03-01T00:00:00}; a value that is no macro
   * comes back as it is.
   *
   * @param zone whose wall clock says which day {@code fireTime} is in
   * @throws InvalidInputException when the value has a {@link #problem}
   */
  public static String evaluate(String value, Instant fireTime, ZoneId zone) {
    problem(value)
        .ifPresent(
            problem -> {
              throw new InvalidInputException("'%s' %s", value, problem);
            });
    return call(value)
        .map(call -> call.macro().at(LocalDateTime.ofInstant(fireTime, zone), call.offset()))
        .map(RESULT::format)
        .orElse(value);
  }

  /** Whether the value stands for a date. */
  public static boolean isMacro(String value) {
    return problem(value).isEmpty() && call(value).isPresent();
  }

  /** Why the value is to be refused; empty for a macro and for a value that is none at all. */
  public static Optional<String> problem(String value) {
    String text = value.strip();
    Matcher matcher = CALL.matcher(text);
    if (matcher.matches()) {
      Optional<Macro> macro = named(matcher.group(1));
      if (macro.isPresent()) {
        return offsetProblem(macro.get(), matcher);
      }
    }
    if (KNOWN_INSIDE.matcher(text).find()) {
      return Optional.of("is not wholly a macro: " + ALLOWED);
    }
    if (UNKNOWN.matcher(text).matches() || UNKNOWN_INSIDE.matcher(text).find()) {
      return Optional.of("is an unknown macro: " + ALLOWED);
    }
    return Optional.empty();
  }

  private static Optional<String> offsetProblem(Macro macro, Matcher call) {
    String digits = call.group(3);
    if (digits == null) {
      return macro.needsOffset()
          ? Optional.of("needs an offset: write %s(-1), for example".formatted(macro))
          : Optional.empty();
    }
    if (!macro.takesOffset()) {
      return Optional.of("takes no offset: write %s()".formatted(macro));
    }
    return offset(digits) <= macro.furthest()
        ? Optional.empty()
        : Optional.of("has an offset too large: at most %d either way".formatted(macro.furthest()));
  }

  private record Call(Macro macro, int offset) {}

  // Of values without a problem.
  private static Optional<Call> call(String value) {
    Matcher matcher = CALL.matcher(value.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String digits = matcher.group(3);
    int offset = digits == null ? 0 : offset(digits);
    return named(matcher.group(1))
        .map(macro -> new Call(macro, "-".equals(matcher.group(2)) ? -offset : offset));
  }

  private static int offset(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
  }

  private static Optional<Macro> named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(Macro.values()).filter(macro -> macro.name().equals(upper)).findFirst();
  }

  private static int flags() {
    return Pattern.CASE_INSENSITIVE;
  }
}
