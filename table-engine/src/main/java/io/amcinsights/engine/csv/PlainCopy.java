package io.amcinsights.engine.csv;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what the parser understood so that DuckDB cannot understand it otherwise: comma, doubled
 * quotes, line feeds, no header, and no value quoted without need, so that an unquoted nothing is
 * null and a quoted nothing is empty text.
 */
final class PlainCopy implements CsvSink, AutoCloseable {

  private static final byte[] EMPTY_TEXT = {'"', '"'};

  private final OutputStream out;
  private final List<String> header = new ArrayList<>();
  private boolean headerRead;
  private int values;
  private boolean blank;
  private long rows;
  private long recordBytes;
  private long longestRecord;
  private boolean lineBreaks;

  PlainCopy(Path target) throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16);
  }

  List<String> header() {
    return header;
  }

  long rows() {
    return rows;
  }

  /** Bytes of the longest record as written. */
  long longestRecord() {
    return longestRecord;
  }

  /** Whether a value holds a line break. */
  boolean lineBreaks() {
    return lineBreaks;
  }

  @Override
  public void value(byte[] bytes, int length, boolean quoted) throws IOException {
    blank = values == 0 && length == 0 && !quoted;
    values++;
    if (!headerRead) {
      header.add(new String(bytes, 0, length, StandardCharsets.UTF_8));
      return;
    }
    // A lone first value is written by endRecord, which knows whether the line is blank.
    if (values > 1) {
      write(',');
    }
    if (length == 0) {
      if (quoted) {
        out.write(EMPTY_TEXT);
        recordBytes += 2;
      }
    } else if (needsQuotes(bytes, length)) {
      writeQuoted(bytes, length);
    } else {
      out.write(bytes, 0, length);
      recordBytes += length;
    }
  }

  @Override
  public String endRecord() throws IOException {
    boolean nothing = values == 1 && blank;
    int found = values;
    values = 0;
    if (!headerRead) {
      if (nothing) {
        header.clear();
        return "";
      }
      headerRead = true;
      return headerProblem();
    }
    if (found != header.size()) {
      // A blank line holds no value that could be lost.
      return nothing
          ? ""
          : "%s where the header has %s".formatted(counted(found, "value"), columns());
    }
    if (found == 1) {
      // A second value, so that a null is no blank line to anybody.
      write(',');
    }
    write('\n');
    rows++;
    longestRecord = Math.max(longestRecord, recordBytes);
    recordBytes = 0;
    return "";
  }

  private String headerProblem() {
    return header.stream().anyMatch(name -> name.indexOf('\r') >= 0)
        ? "the lines end with CR only; they must end with LF or CRLF"
        : "";
  }

  private String columns() {
    return counted(header.size(), "column");
  }

  private static String counted(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + "s";
  }

  private static boolean needsQuotes(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      if (b == ',' || b == '"' || b == '\n' || b == '\r') {
        return true;
      }
    }
    // Readers disagree about spaces around a value unless they are quoted.
    return bytes[0] == ' ' || bytes[length - 1] == ' ';
  }

  private void writeQuoted(byte[] bytes, int length) throws IOException {
    write('"');
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '"') {
        write('"');
      }
      lineBreaks |= bytes[i] == '\n';
      write(bytes[i]);
    }
    write('"');
  }

  private void write(int b) throws IOException {
    out.write(b);
    recordBytes++;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
