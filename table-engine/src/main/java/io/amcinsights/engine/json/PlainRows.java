package io.amcinsights.engine.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.transform.Profile;
import io.amcinsights.engine.types.ColumnProfile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows so that DuckDB cannot understand them in two ways, and learns about them: commas,
 * every value in quotes, quotes doubled, line feeds, and nothing at all for null.
 */
final class PlainRows implements AutoCloseable {

  /** Longest row, as of delimited files. */
  private static final int MOST_BYTES = 16 << 20;

  private static final String FILTERED = "filtered";

  private final OutputStream out;
  private final List<ColumnProfile> columns;
  private final int filteredColumn;
  private long rows;
  private long filteredRows;
  private long longest;
  private boolean lineBreaks;

  PlainRows(Path target, TableColumns columns) throws IOException {
    this.out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16);
    this.columns = columns.profiles();
    this.filteredColumn = columns.names().indexOf(FILTERED);
  }

  /** Bytes of the longest row as written. */
  long longest() {
    return longest;
  }

  /** Whether a value holds a line feed. */
  boolean lineBreaks() {
    return lineBreaks;
  }

  Profile profile() {
    return new Profile(
        null, rows, filteredRows, 0, columns.stream().map(ColumnProfile::column).toList());
  }

  /**
   * Writes one row.
   *
   * @param values in the order of the columns, null where there is none
   * @return what is wrong with it, or the empty text
   */
  String write(@Nullable String[] values) throws IOException {
    rows++;
    boolean filtered = filteredColumn >= 0 && "true".equalsIgnoreCase(values[filteredColumn]);
    filteredRows += filtered ? 1 : 0;
    long length = 0;
    for (int i = 0; i < values.length; i++) {
      String value = values[i];
      if (value == null) {
        columns.get(i).missing();
      } else if (!isText(value)) {
        return "holds a zero character or half a surrogate pair, which is no text";
      } else {
        byte[] bytes = value.getBytes(UTF_8);
        columns.get(i).value(bytes, 0, bytes.length, filtered, rows);
        length += quoted(bytes);
      }
      // One more than there are columns when there is one: a null must be no blank line.
      if (i == 0 || i < values.length - 1) {
        out.write(',');
      }
    }
    out.write('\n');
    longest = Math.max(longest, length + values.length + 1);
    return longest > MOST_BYTES ? "is longer than 16 MiB" : "";
  }

  private static boolean isText(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == value.length() || !Character.isLowSurrogate(value.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  private long quoted(byte[] bytes) throws IOException {
    long length = bytes.length + 2L;
    out.write('"');
    for (byte b : bytes) {
      if (b == '"') {
        out.write('"');
        length++;
      }
      lineBreaks |= b == '\n';
      out.write(b);
    }
    out.write('"');
    return length;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
