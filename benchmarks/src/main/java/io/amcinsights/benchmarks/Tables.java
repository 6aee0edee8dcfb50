package io.amcinsights.benchmarks;

import java.util.List;
import java.util.stream.Collectors;

/** Tables as the documents have them, a line at a time: the first is worth having early. */
final class Tables {

  private Tables() {}

  static void head(String... names) {
    row(List.of(names));
    row(List.of(names).stream().map(name -> "---").toList());
  }

  static void row(String... values) {
    row(List.of(values));
  }

  private static void row(List<String> values) {
    System.out.println(line(values));
    System.out.flush();
  }

  static String line(List<String> values) {
    return values.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }
}
