package io.amcinsights.simulator.data;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as AMC does: a quote inside a quoted value is {@code \"}, nothing is nothing. */
final class AmcCsv {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

  private AmcCsv() {}

  /** Returns how many rows there are; leaves no file when they are refused. */
  static long write(ResultSet rows, Privacy privacy, Query query, Path csv)
      throws SQLException, IOException, QueryRefused {
    try {
      return lines(rows, privacy, query, csv);
    } catch (SQLException | QueryRefused e) {
      Files.deleteIfExists(csv);
      throw e;
    }
  }

  private static long lines(ResultSet rows, Privacy privacy, Query query, Path csv)
      throws SQLException, IOException, QueryRefused {
    ResultSetMetaData result = rows.getMetaData();
    int columns = result.getColumnCount() - (privacy.counted() ? 1 : 0);
    List<@Nullable String> line = new ArrayList<>();
    long written = 0;
    try (Writer out = Files.newBufferedWriter(csv)) {
      for (int i = 1; i <= columns; i++) {
        line.add(result.getColumnName(i));
      }
      added(
          line, query, query.discriminatorColumn(), query.userCountColumn(), query.reasonColumn());
      write(line, out);
      while (rows.next()) {
        line.clear();
        long users = privacy.counted() ? rows.getLong(columns + 1) : Long.MAX_VALUE;
        boolean withheld = users < privacy.threshold();
        for (int i = 1; i <= columns; i++) {
          String value =
              withheld && privacy.aggregated().get(i - 1) ? null : text(rows.getObject(i));
          if (value != null) {
            Users.refuseIn(value);
          }
          line.add(value);
        }
        added(
            line,
            query,
            withheld ? "TRUE" : "FALSE",
            privacy.counted() && !withheld ? Long.toString(users) : null,
            withheld ? "Fewer than %s users".formatted(privacy.threshold()) : null);
        write(line, out);
        written++;
      }
    }
    return written;
  }

  /** The columns that a query asks to add, in AMC's order. */
  private static void added(
      List<@Nullable String> line,
      Query query,
      @Nullable String discriminator,
      @Nullable String users,
      @Nullable String reason) {
    if (query.discriminatorColumn() != null) {
      line.add(discriminator);
    }
    if (query.userCountColumn() != null) {
      line.add(users);
    }
    if (query.reasonColumn() != null) {
      line.add(reason);
    }
  }

  private static void write(List<@Nullable String> line, Writer out) throws IOException {
    String separator = "";
    for (String value : line) {
      out.append(separator).append(value == null ? "" : quoted(value));
      separator = ",";
    }
    out.append('\n');
  }

  /** An empty text is quoted, so that it is not taken for nothing. */
  private static String quoted(String value) {
    boolean plain = !value.isEmpty() && value.chars().noneMatch(c -> ",\"\\\r\n".indexOf(c) >= 0);
    return plain ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Timestamp timestamp) {
      return TIMESTAMP.format(timestamp.toLocalDateTime());
    }
    if (value instanceof LocalDateTime time) {
      return TIMESTAMP.format(time);
    }
    if (value instanceof OffsetDateTime time) {
      return TIMESTAMP.format(time.withOffsetSameInstant(ZoneOffset.UTC));
    }
    if (value instanceof Double number) {
      return number.isNaN() || number.isInfinite()
          ? null
          : BigDecimal.valueOf(number).toPlainString();
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value.toString();
  }
}
