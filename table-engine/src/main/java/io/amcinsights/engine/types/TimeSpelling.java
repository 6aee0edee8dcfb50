package io.amcinsights.engine.types;

import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile.Spelling;
import io.amcinsights.core.transform.Profile.Stored;
import org.jspecify.annotations.Nullable;

/** Whether all times of a column are written one way. */
final class TimeSpelling {

  private static final int SEPARATOR = "2024-01-01".length();
  private static final int SECONDS = SEPARATOR + " 12:30".length();
  private static final int FRACTION = SECONDS + ":00".length();

  private boolean alike = true;
  private @Nullable Spelling spelling;
  private int scale;

  /** Looks at a text that is a time, or a date. */
  void value(byte[] b, int from, int to) {
    if (!alike) {
      return;
    }
    if (to - from < FRACTION || b[from + SECONDS] != ':') {
      alike = false;
      return;
    }
    int end = from + FRACTION;
    if (end < to && b[end] == '.') {
      end++;
      while (end < to && b[end] >= '0' && b[end] <= '9') {
        end++;
      }
    }
    int digits = Math.max(0, end - from - FRACTION - 1);
    Spelling one = spelling(b[from + SEPARATOR] == 'T', b, end, to);
    if (one == null || (spelling != null && (spelling != one || scale != digits))) {
      alike = false;
    }
    spelling = one;
    scale = digits;
  }

  private static @Nullable Spelling spelling(boolean iso, byte[] b, int end, int to) {
    if (end == to) {
      return iso ? Spelling.ISO : Spelling.SQL;
    }
    // Offsets are left to text: there are many ways to write them.
    if (iso && b[end] == 'Z') {
      return Spelling.ISO_UTC;
    }
    return !iso && b[end] == ' ' ? Spelling.SQL_UTC : null;
  }

  Stored stored() {
    return alike && spelling != null
        ? new Stored(ColumnType.TIMESTAMP, spelling, scale)
        : Stored.TEXT;
  }
}
