package io.amcinsights.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Lines in columns for people to read. Numbers stand right, everything else left. */
final class TextTable {

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... header) {
    this(Arrays.asList(header));
  }

  TextTable(List<String> header) {
    this.header = List.copyOf(header);
  }

  TextTable row(String... values) {
    return row(Arrays.asList(values));
  }

  TextTable row(List<String> values) {
    rows.add(List.copyOf(values));
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void print(Output output) {
    int[] widths = new int[header.size()];
    boolean[] numeric = new boolean[header.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              width(header.get(i)),
              rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0));
      numeric[i] = rows.stream().allMatch(row -> isNumber(row.get(column)));
    }
    output.line(output.coloured(Output.Colour.STRONG, line(header, widths, numeric)));
    rows.forEach(row -> output.line(line(row, widths, numeric)));
  }

  private static String line(List<String> values, int[] widths, boolean[] numeric) {
    var cells = new ArrayList<String>();
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      String blank = String.join("", Collections.nCopies(widths[i] - width(value), " "));
      cells.add(numeric[i] ? blank + value : value + blank);
    }
    return String.join("  ", cells).stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  private static boolean isNumber(String text) {
    return text.isEmpty() || text.equals("-") || text.matches("-?[0-9][0-9.,]*( [kMG]?B| s)?");
  }
}
