package io.amcinsights.engine.types;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.amcinsights.core.transform.ColumnType;

/**
 * Which types a text fits without loss, looked up in its bytes.
 *
 * <p>A text fits a type only if it is the usual spelling of one of the type's values: {@code 007},
 * {@code +5}, {@code 1,000}, {@code NaN} and integers over 64 bit are text. An integer fits DOUBLE
 * up to 2^53, where doubles begin to skip some.
 */
final class TextTypes {

  static final int BOOLEAN = TypeRules.bit(ColumnType.BOOLEAN);
  static final int LONG = TypeRules.bit(ColumnType.LONG);
  static final int DOUBLE = TypeRules.bit(ColumnType.DOUBLE);
  static final int DATE = TypeRules.bit(ColumnType.DATE);
  static final int TIMESTAMP = TypeRules.bit(ColumnType.TIMESTAMP);

  private static final int MOST_DIGITS = 18;
  private static final int LONGEST_NUMBER = 400;
  private static final long EXACT = 1L << 53;
  private static final int DATE_LENGTH = "2026-01-01".length();
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private TextTypes() {}

  /** The bits of the types that the bytes fit; nothing fits everything. */
  static int bits(byte[] b, int from, int to) {
    if (from == to) {
      return TypeRules.ALL;
    }
    byte first = b[from];
    if (first < '-' || first > '9' || first == '/') {
      return isBoolean(b, from, to) ? BOOLEAN : 0;
    }
    int length = to - from;
    if (length >= DATE_LENGTH && b[from + 4] == '-') {
      return isDate(b, from) ? dateOrTime(b, from + DATE_LENGTH, to) : 0;
    }
    return length > LONGEST_NUMBER ? 0 : number(b, from, to);
  }

  private static boolean isBoolean(byte[] b, int from, int to) {
    return (to - from == 4 && is(b, from, "true")) || (to - from == 5 && is(b, from, "false"));
  }

  private static boolean is(byte[] b, int from, String lower) {
    for (int i = 0; i < lower.length(); i++) {
      if ((b[from + i] | 0x20) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] b, int from, int to) {
    int start = b[from] == '-' ? from + 1 : from;
    int point = digits(b, start, to);
    int whole = point - start;
    if (whole > 1 && b[start] == '0') {
      return 0;
    }
    if (point == to) {
      return whole == 0 ? 0 : integer(b, from, start, to);
    }
    int p = point;
    if (b[p] == '.') {
      p = digits(b, p + 1, to);
      if (p == point + 1) {
        return 0;
      }
    } else if (whole == 0) {
      return 0;
    }
    return p == to ? DOUBLE : exponent(b, from, p, to);
  }

  private static int integer(byte[] b, int from, int start, int to) {
    if (b[start] == '0' && start > from) {
      // A whole number has no negative zero, a double does.
      return DOUBLE;
    }
    if (to - start <= MOST_DIGITS) {
      long value = 0;
      for (int i = start; i < to; i++) {
        value = value * 10 + (b[i] - '0');
      }
      return value <= EXACT ? LONG | DOUBLE : LONG;
    }
    try {
      Long.parseLong(new String(b, from, to - from, US_ASCII));
      return LONG;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static int exponent(byte[] b, int from, int at, int to) {
    if ((b[at] | 0x20) != 'e') {
      return 0;
    }
    int p = at + 1;
    if (p < to && (b[p] == '+' || b[p] == '-')) {
      p++;
    }
    int end = digits(b, p, to);
    if (end != to || end == p || end - p > 4) {
      return 0;
    }
    double value = Double.parseDouble(new String(b, from, to - from, US_ASCII));
    return Double.isInfinite(value) || (value == 0 && !isZero(b, from, at)) ? 0 : DOUBLE;
  }

  private static boolean isZero(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] >= '1' && b[i] <= '9') {
        return false;
      }
    }
    return true;
  }

  private static int digits(byte[] b, int from, int to) {
    int i = from;
    while (i < to && b[i] >= '0' && b[i] <= '9') {
      i++;
    }
    return i;
  }

  /** {@code yyyy-mm-dd} of a day that was or will be. */
  private static boolean isDate(byte[] b, int from) {
    if (b[from + 7] != '-'
        || digits(b, from, from + 4) != from + 4
        || digits(b, from + 5, from + 7) != from + 7
        || digits(b, from + 8, from + 10) != from + 10) {
      return false;
    }
    int year = two(b, from) * 100 + two(b, from + 2);
    int month = two(b, from + 5);
    int day = two(b, from + 8);
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= DAYS[month - 1]
        && (month != 2 || day < 29 || isLeap(year));
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  private static int two(byte[] b, int at) {
    return (b[at] - '0') * 10 + b[at + 1] - '0';
  }

  /** What follows a date: nothing, or a time of day and perhaps an offset. */
  private static int dateOrTime(byte[] b, int from, int to) {
    if (from == to) {
      return DATE | TIMESTAMP;
    }
    if ((b[from] != ' ' && b[from] != 'T') || !pair(b, from + 1, to, 23)) {
      return 0;
    }
    int p = from + 3;
    if (p == to || b[p] != ':' || !pair(b, p + 1, to, 59)) {
      return 0;
    }
    p += 3;
    if (p < to && b[p] == ':') {
      if (!pair(b, p + 1, to, 59)) {
        return 0;
      }
      p += 3;
      if (p < to && b[p] == '.') {
        int end = digits(b, p + 1, to);
        // More than microseconds would lose some.
        if (end == p + 1 || end > p + 7) {
          return 0;
        }
        p = end;
      }
    }
    return isOffset(b, p, to) ? TIMESTAMP : 0;
  }

  /** As ISO 8601 and Spark write it. */
  private static boolean isOffset(byte[] b, int from, int to) {
    int length = to - from;
    if (length == 0 || (length == 1 && b[from] == 'Z')) {
      return true;
    }
    if (length == 4 && b[from] == ' ') {
      return b[from + 1] == 'U' && b[from + 2] == 'T' && b[from + 3] == 'C';
    }
    if ((b[from] != '+' && b[from] != '-') || !pair(b, from + 1, to, 14)) {
      return false;
    }
    return switch (length) {
      case 3 -> true;
      case 5 -> pair(b, from + 3, to, 59);
      case 6 -> b[from + 3] == ':' && pair(b, from + 4, to, 59);
      default -> false;
    };
  }

  private static boolean pair(byte[] b, int at, int to, int most) {
    return at + 2 <= to && digits(b, at, at + 2) == at + 2 && two(b, at) <= most;
  }
}
