package io.amcinsights.core.macro;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** What can be said instead of a date. */
enum Macro {
  NOW(0) {
    @Override
    LocalDateTime at(LocalDateTime fire, int offset) {
      return fire.truncatedTo(ChronoUnit.SECONDS);
    }
  },
  TODAY(Macro.A_CENTURY_OF_DAYS) {
    @Override
    LocalDateTime at(LocalDateTime fire, int offset) {
      return fire.toLocalDate().plusDays(offset).atStartOfDay();
    }
  },
  FIRSTDAYOFOFFSETMONTH(Macro.A_CENTURY_OF_MONTHS) {
    @Override
    LocalDateTime at(LocalDateTime fire, int offset) {
      return month(fire, offset).atStartOfDay();
    }
  },
  FIFTEENTHDAYOFOFFSETMONTH(Macro.A_CENTURY_OF_MONTHS) {
    @Override
    LocalDateTime at(LocalDateTime fire, int offset) {
      return month(fire, offset).withDayOfMonth(15).atStartOfDay();
    }
  },
  LASTDAYOFOFFSETMONTH(Macro.A_CENTURY_OF_MONTHS) {
    @Override
    LocalDateTime at(LocalDateTime fire, int offset) {
      LocalDate first = month(fire, offset);
      return first.withDayOfMonth(first.lengthOfMonth()).atStartOfDay();
    }
  };

  private static final int A_CENTURY_OF_DAYS = 36_525;
  private static final int A_CENTURY_OF_MONTHS = 1_200;

  private final int furthest;

  Macro(int furthest) {
    this.furthest = furthest;
  }

  /** The date that is meant, in the zone whose wall clock shows {@code fire}. */
  abstract LocalDateTime at(LocalDateTime fire, int offset);

  /** How far an offset may reach; nobody means more, and a slip of the finger does. */
  int furthest() {
    return furthest;
  }

  boolean takesOffset() {
    return furthest > 0;
  }

  boolean needsOffset() {
    return takesOffset() && this != TODAY;
  }

  // From the first of the month: that one exists in every month.
  private static LocalDate month(LocalDateTime fire, int offset) {
    return fire.toLocalDate().withDayOfMonth(1).plusMonths(offset);
  }
}
