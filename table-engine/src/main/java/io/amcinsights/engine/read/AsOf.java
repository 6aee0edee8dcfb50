package io.amcinsights.engine.read;

import io.amcinsights.core.error.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.regex.Pattern;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.jspecify.annotations.Nullable;

/** Which state of a table a query sees. */
@FunctionalInterface
interface AsOf {

  Pattern SNAPSHOT = Pattern.compile("[0-9]{1,19}");

  /** A date, or a time with or without an offset. */
  DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter();

  /** A scan of the table in that state, with the columns it had then. */
  TableScan scan(Table table);

  /**
   * What {@code --at} means.
   *
   * @param at a snapshot's id or an ISO-8601 date or time, UTC unless it says otherwise; null for
   *     now
   */
  static AsOf of(@Nullable String at) {
    if (at == null) {
      return Table::newScan;
    }
    if (SNAPSHOT.matcher(at).matches()) {
      return table -> ofSnapshot(table, at);
    }
    Instant time = time(at);
    return table -> ofTime(table, time);
  }

  private static TableScan ofSnapshot(Table table, String id) {
    long snapshot;
    try {
      snapshot = Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw noSnapshot(table, id);
    }
    if (table.snapshot(snapshot) == null) {
      throw noSnapshot(table, id);
    }
    return table.newScan().useSnapshot(snapshot);
  }

  private static InvalidInputException noSnapshot(Table table, String id) {
    return new InvalidInputException(
        "Table %s has no snapshot %s, or none any more; 'lake table NAME --snapshots' lists them,"
            + " and a question about several tables wants a time",
        table.name(), id);
  }

  private static TableScan ofTime(Table table, Instant time) {
    HistoryEntry last = null;
    // Oldest first; it holds what was current, so nothing that was rolled back or only staged.
    for (HistoryEntry entry : table.history()) {
      if (entry.timestampMillis() <= time.toEpochMilli()) {
        last = entry;
      }
    }
    if (last == null || table.snapshot(last.snapshotId()) == null) {
      throw new InvalidInputException(
          "Table %s has no snapshot of %s or before; 'lake table NAME --snapshots' lists those that"
              + " are kept",
          table.name(), time);
    }
    return table.newScan().useSnapshot(last.snapshotId());
  }

  private static Instant time(String text) {
    try {
      TemporalAccessor parsed =
          TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (parsed instanceof OffsetDateTime time) {
        return time.toInstant();
      }
      return parsed instanceof LocalDateTime time
          ? time.toInstant(ZoneOffset.UTC)
          : LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new InvalidInputException(
          e,
          "'%s' is neither a snapshot's id nor a time; a time is written as 2026-03-01T00:00:00Z",
          text);
    }
  }
}
