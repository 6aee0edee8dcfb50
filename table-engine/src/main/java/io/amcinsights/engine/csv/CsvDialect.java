package io.amcinsights.engine.csv;

import java.util.List;

/**
 * How values are told apart. The quote is always {@code "}.
 *
 * @param backslash whether {@code \"} inside quotes is a quote and {@code \\} a backslash; doubled
 *     quotes are understood either way
 */
record CsvDialect(byte delimiter, boolean backslash) {

  static final List<Byte> DELIMITERS = List.of((byte) ',', (byte) ';', (byte) '\t', (byte) '|');

  CsvDialect withOtherEscape() {
    return new CsvDialect(delimiter, !backslash);
  }

  String escape() {
    return backslash ? "\\" : "\"";
  }

  String delimiterText() {
    return String.valueOf((char) delimiter);
  }
}
