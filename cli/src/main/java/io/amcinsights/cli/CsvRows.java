package io.amcinsights.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads a table that somebody keeps in a spreadsheet: commas, semicolons or tabs, quotes as RFC
 * 4180 has them, empty lines of no account.
 */
final class CsvRows {

  private static final List<Character> DELIMITERS = List.of(',', ';', '\t');

  private final String text;
  private final char delimiter;
  private final List<Row> rows = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private List<String> cells = new ArrayList<>();
  private int line = 1;
  private int begun = 1;

  /**
   * One row.
   *
   * @param line where it begins, from 1
   */
  record Row(int line, List<String> cells) {

    Row {
      cells = List.copyOf(cells);
    }
  }

  private CsvRows(String text) {
    this.text = text;
    this.delimiter = delimiter(text);
  }

  /**
   * All rows, the header first.
   *
   * @throws CommandFailure when a quote is not closed, with its line
   */
  static List<Row> of(String text) {
    return new CsvRows(text.startsWith("\uFEFF") ? text.substring(1) : text).read();
  }

  /** The one that the first line holds most of; names of fields hold none. */
  private static char delimiter(String text) {
    String first = text.lines().filter(it -> !it.isBlank()).findFirst().orElse("");
    char best = DELIMITERS.get(0);
    for (char it : DELIMITERS) {
      if (count(first, it) > count(first, best)) {
        best = it;
      }
    }
    return best;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(it -> it == wanted).count();
  }

  private List<Row> read() {
    int at = 0;
    while (at < text.length()) {
      char it = text.charAt(at);
      if (it == '"' && cell.toString().isBlank()) {
        at = quoted(at);
      } else if (it == '\n') {
        endRow();
        at++;
      } else {
        if (it == delimiter) {
          endCell();
        } else if (it != '\r') {
          cell.append(it);
        }
        at++;
      }
    }
    endRow();
    return rows;
  }

  /** Takes a cell in quotes and answers where it goes on behind them. */
  private int quoted(int open) {
    cell.setLength(0);
    int opened = line;
    int at = open + 1;
    while (at < text.length()) {
      char it = text.charAt(at);
      if (it != '"') {
        line += it == '\n' ? 1 : 0;
        cell.append(it);
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        cell.append(it);
        at++;
      } else {
        return at + 1;
      }
      at++;
    }
    throw CommandFailure.failed("line %d: a quote is opened and never closed".formatted(opened));
  }

  private void endCell() {
    cells.add(cell.toString().strip());
    cell.setLength(0);
  }

  private void endRow() {
    endCell();
    if (cells.stream().anyMatch(it -> !it.isEmpty())) {
      rows.add(new Row(begun, cells));
    }
    cells = new ArrayList<>();
    line++;
    begun = line;
  }
}
