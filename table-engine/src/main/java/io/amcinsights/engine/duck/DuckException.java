package io.amcinsights.engine.duck;

import java.sql.SQLException;

/** DuckDB refused a statement. */
public final class DuckException extends RuntimeException {

  DuckException(String sql, SQLException cause) {
    super(firstLine(cause) + " in: " + shortened(sql), cause);
  }

  /** What DuckDB says, without its hints. */
  public String reason() {
    return getCause() instanceof SQLException cause
        ? firstLine(cause)
        : String.valueOf(getMessage());
  }

  private static String firstLine(SQLException cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  private static String shortened(String sql) {
    return sql.length() <= 300 ? sql : sql.substring(0, 300) + "...";
  }
}
