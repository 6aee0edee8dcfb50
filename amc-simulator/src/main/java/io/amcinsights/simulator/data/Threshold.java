package io.amcinsights.simulator.data;

import java.util.Map;

/** How many distinct users a row needs before its values are shown, as AMC ranks its columns. */
enum Threshold {
  LOW(2),
  MEDIUM(100);

  /** Columns that narrow a row to few users; any other column is {@link #LOW}. */
  private static final Map<String, Threshold> COLUMNS =
      Map.of(
          "impression_dt", MEDIUM,
          "click_dt", MEDIUM,
          "event_dt", MEDIUM,
          "conversion_event_dt", MEDIUM,
          "traffic_event_dt", MEDIUM,
          "site", MEDIUM);

  private final int users;

  Threshold(int users) {
    this.users = users;
  }

  int users() {
    return users;
  }

  static Threshold of(String column) {
    return COLUMNS.getOrDefault(column, LOW);
  }
}
