package io.amcinsights.engine.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The values of one record as pieces of a buffer; valid until the next record is read. */
final class CsvRecord {

  private enum Kind {
    PLAIN,
    QUOTED,
    UNESCAPED
  }

  private byte[] buffer = new byte[0];
  private byte[] unescaped = new byte[256];
  private int unescapedLength;
  private int[] from = new int[16];
  private int[] to = new int[16];
  private Kind[] kinds = new Kind[16];
  private int count;
  private int start;
  private int end;
  private long line;
  private boolean clean;
  private boolean lineBreaks;

  /** Where the record begins: physical lines, the header's first being 1. */
  long line() {
    return line;
  }

  int count() {
    return count;
  }

  /** Holds the value from {@link #from} to {@link #to}. */
  byte[] bytes(int i) {
    return kinds[i] == Kind.UNESCAPED ? unescaped : buffer;
  }

  int from(int i) {
    return from[i];
  }

  int to(int i) {
    return to[i];
  }

  /** Nothing, and not even quotes around it. */
  boolean missing(int i) {
    return from[i] == to[i] && kinds[i] == Kind.PLAIN;
  }

  boolean quoted(int i) {
    return kinds[i] != Kind.PLAIN;
  }

  /** A line without any character. */
  boolean blank() {
    return count == 1 && missing(0);
  }

  String text(int i) {
    return new String(bytes(i), from[i], to[i] - from[i], UTF_8);
  }

  /** The record as it stands in the file, from {@link #start} to {@link #end}. */
  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  /** Before what ends the line. */
  int end() {
    return end;
  }

  /** The record's text as it stands in the file. */
  String whole() {
    return new String(buffer, start, end - start, UTF_8);
  }

  /** Whether every reader that knows the delimiter and doubled quotes reads it the same way. */
  boolean clean() {
    return clean;
  }

  /** Whether a quoted value holds a line feed. */
  boolean lineBreaks() {
    return lineBreaks;
  }

  void begin(byte[] within, int at, long onLine) {
    buffer = within;
    start = at;
    line = onLine;
    count = 0;
    unescapedLength = 0;
    clean = true;
    lineBreaks = false;
  }

  void end(int at) {
    end = at;
  }

  void plain(int valueFrom, int valueTo, boolean odd) {
    // Readers disagree about spaces around a value unless they are quoted.
    if (odd || (valueFrom < valueTo && (buffer[valueFrom] == ' ' || buffer[valueTo - 1] == ' '))) {
      clean = false;
    }
    add(valueFrom, valueTo, Kind.PLAIN);
  }

  /**
   * A quoted value.
   *
   * @param doubled whether quotes in it are doubled
   * @param backslashed whether backslashes in it escape
   */
  void quoted(int valueFrom, int valueTo, boolean doubled, boolean backslashed, boolean broken) {
    lineBreaks |= broken;
    clean &= !backslashed;
    if (doubled || backslashed) {
      unescape(valueFrom, valueTo, backslashed);
    } else {
      add(valueFrom, valueTo, Kind.QUOTED);
    }
  }

  private void unescape(int valueFrom, int valueTo, boolean backslashed) {
    int room = unescapedLength + valueTo - valueFrom;
    if (room > unescaped.length) {
      unescaped = Arrays.copyOf(unescaped, Math.max(room, unescaped.length * 2));
    }
    int begin = unescapedLength;
    for (int i = valueFrom; i < valueTo; i++) {
      byte b = buffer[i];
      if (b == '"' || (backslashed && b == '\\' && escapes(buffer[i + 1]))) {
        // It stands for what follows it.
        i++;
      }
      unescaped[unescapedLength++] = buffer[i];
    }
    add(begin, unescapedLength, Kind.UNESCAPED);
  }

  /** Whether a backslash before it is more than a backslash. */
  static boolean escapes(byte next) {
    return next == '"' || next == '\\';
  }

  private void add(int valueFrom, int valueTo, Kind kind) {
    if (count == from.length) {
      from = Arrays.copyOf(from, count * 2);
      to = Arrays.copyOf(to, count * 2);
      kinds = Arrays.copyOf(kinds, count * 2);
    }
    from[count] = valueFrom;
    to[count] = valueTo;
    kinds[count++] = kind;
  }
}
