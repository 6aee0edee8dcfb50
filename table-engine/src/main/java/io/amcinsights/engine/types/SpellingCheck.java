package io.amcinsights.engine.types;

import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile.Spelling;
import io.amcinsights.core.transform.Profile.Stored;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds out whether a column's texts can be had back from typed values: whether they are all
 * spelled one way.
 *
 * <p>A decimal of at most 15 significant digits is the shortest that stands for its double, so
 * neither a digit is lost nor one added.
 */
final class SpellingCheck {

  private static final int MOST_DIGITS = 15;

  /** Smaller ones are written with an exponent. */
  private static final int MOST_LEADING_ZEROS = 3;

  /** There was none, and who prints it says 1 BC. */
  private static final byte[] NO_YEAR = "0000".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private int fits = TypeRules.ALL;
  private boolean lowerCase = true;
  private boolean decimals = true;
  private boolean trailingZeros;
  private boolean whole;
  private boolean pointZero;
  private int scale = -1;
  private boolean fixed = true;
  private boolean years = true;
  private final TimeSpelling times = new TimeSpelling();

  /**
   * Looks at a value.
   *
   * @param bits of the types it fits
   */
  void value(byte[] b, int from, int to, int bits) {
    if (from == to) {
      // Empty text is none of any type's values.
      fits = 0;
      return;
    }
    fits &= bits;
    if ((fits & TextTypes.BOOLEAN) != 0) {
      lowerCase &=
          Arrays.equals(b, from, to, TRUE, 0, 4) || Arrays.equals(b, from, to, FALSE, 0, 5);
    }
    if ((fits & TextTypes.DOUBLE) != 0 && decimals) {
      decimals = decimal(b, from, to);
    }
    if ((fits & TextTypes.TIMESTAMP) != 0) {
      years &= !Arrays.equals(b, from, from + 4, NO_YEAR, 0, 4);
      times.value(b, from, to);
    }
  }

  /** Whether anything but text is possible still. */
  boolean open() {
    return fits != 0;
  }

  /**
   * How the column is stored.
   *
   * @param type what the column is: another is of no use to its table
   */
  Stored stored(ColumnType type) {
    boolean fit = type != ColumnType.STRING && (fits & TypeRules.bit(type)) != 0;
    if (!fit) {
      return Stored.TEXT;
    }
    return switch (type) {
      case LONG -> Stored.plain(type);
      case BOOLEAN -> lowerCase ? Stored.plain(type) : Stored.TEXT;
      case DATE -> years ? Stored.plain(type) : Stored.TEXT;
      case DOUBLE -> decimals ? decimal() : Stored.TEXT;
      case TIMESTAMP -> years ? times.stored() : Stored.TEXT;
      case STRING -> Stored.TEXT;
    };
  }

  private Stored decimal() {
    if (fixed && scale > 0) {
      return new Stored(ColumnType.DOUBLE, Spelling.FIXED, scale);
    }
    if (trailingZeros || (whole && pointZero)) {
      return Stored.TEXT;
    }
    return new Stored(ColumnType.DOUBLE, whole ? Spelling.BARE : Spelling.PLAIN, 0);
  }

  private boolean decimal(byte[] b, int from, int to) {
    int start = b[from] == '-' ? from + 1 : from;
    int point = start;
    while (point < to && b[point] != '.') {
      if (b[point] < '0' || b[point] > '9') {
        return false;
      }
      point++;
    }
    int fraction = Math.max(0, to - point - 1);
    int digits = point - start - (b[start] == '0' ? 1 : 0) + fraction;
    if (point == start || digits > MOST_DIGITS) {
      return false;
    }
    int zeros = leadingZeros(b, point + 1, to);
    boolean zero = b[start] == '0' && zeros == fraction;
    if (zero && start > from) {
      return false;
    }
    note(b, to, fraction);
    if (b[start] == '0' && !zero && zeros > MOST_LEADING_ZEROS) {
      trailingZeros = true;
    }
    for (int i = point + 1; i < to; i++) {
      if (b[i] < '0' || b[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private void note(byte[] b, int to, int fraction) {
    if (fraction == 0) {
      whole = true;
      fixed = false;
      return;
    }
    fixed &= scale < 0 || scale == fraction;
    scale = fraction;
    if (b[to - 1] == '0') {
      if (fraction == 1) {
        pointZero = true;
      } else {
        trailingZeros = true;
      }
    }
  }

  private static int leadingZeros(byte[] b, int from, int to) {
    int i = from;
    while (i < to && b[i] == '0') {
      i++;
    }
    return Math.max(0, i - from);
  }
}
