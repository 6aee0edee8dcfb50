package io.amcinsights.engine.csv;

import io.amcinsights.core.naming.Names;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.engine.types.ColumnProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes the header and the rows of one file: checks, learns about and copies them. */
final class CsvRows implements CsvSink {

  private static final String FILTERED = "filtered";

  private final PlainCopy copy;
  private final List<ColumnProfile> columns = new ArrayList<>();
  private List<String> sources = List.of();
  private int filteredColumn = -1;
  private long rows;
  private long filteredRows;

  CsvRows(PlainCopy copy) {
    this.copy = copy;
  }

  /** Whether there was a header. */
  boolean begun() {
    return !sources.isEmpty();
  }

  /** Names of the columns, unique. */
  List<String> sources() {
    return sources;
  }

  long rows() {
    return rows;
  }

  Profile profile(Profile.Dialect dialect, long rejected) {
    return new Profile(dialect, rows, filteredRows, rejected, columns());
  }

  /** What is known about the columns so far. */
  List<Profile.Column> columns() {
    return columns.stream().map(ColumnProfile::column).toList();
  }

  @Override
  public String record(CsvRecord record) throws IOException {
    // A blank line holds no value that could be lost, unless the only column's is missing.
    if (record.blank() && columns.size() != 1) {
      return "";
    }
    if (sources.isEmpty()) {
      return header(record);
    }
    if (record.count() != columns.size()) {
      return "%s where the header has %s"
          .formatted(counted(record.count(), "value"), counted(columns.size(), "column"));
    }
    learn(record);
    copy.write(record);
    rows++;
    return "";
  }

  private String header(CsvRecord record) {
    List<String> header = new ArrayList<>();
    for (int i = 0; i < record.count(); i++) {
      header.add(record.text(i));
    }
    if (header.stream().anyMatch(name -> name.indexOf('\r') >= 0)) {
      return "the lines end with CR only; they must end with LF or CRLF";
    }
    sources = SourceColumns.unique(header);
    // Not of the unique ones: their numbers depend on the order of the file.
    List<String> names = Names.columns(header);
    for (int i = 0; i < sources.size(); i++) {
      columns.add(new ColumnProfile(sources.get(i), names.get(i)));
    }
    filteredColumn = names.indexOf(FILTERED);
    return "";
  }

  private void learn(CsvRecord record) {
    boolean filtered = filteredColumn >= 0 && isTrue(record, filteredColumn);
    for (int i = 0; i < columns.size(); i++) {
      ColumnProfile column = columns.get(i);
      if (record.missing(i)) {
        column.missing();
      } else {
        // The mark itself is a value in every row.
        boolean mute = filtered && i != filteredColumn;
        column.value(record.bytes(i), record.from(i), record.to(i), mute, record.line());
      }
    }
    if (filtered) {
      filteredRows++;
    }
  }

  private static boolean isTrue(CsvRecord record, int i) {
    return record.to(i) - record.from(i) == 4 && record.text(i).equalsIgnoreCase("true");
  }

  private static String counted(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + "s";
  }
}
