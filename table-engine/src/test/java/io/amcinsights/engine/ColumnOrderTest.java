package io.amcinsights.engine;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A value's column is that of its header, wherever in the file the column stands. */
class ColumnOrderTest {

  private static final List<String> HEADERS =
      List.of(
          "Cost ($)",
          "Cost (%)",
          "cost",
          "Cost",
          "COST",
          "cost_2",
          "Cost_2",
          "%",
          "売上",
          "広告",
          "a column_3",
          "Export Year",
          "export_year");

  @TempDir Path folder;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void shufflingColumnsChangesNothing(long seed) {
    Random random = new Random(seed);
    try (Lake lake = new Lake(folder)) {
      lake.load("straight", lake.staged("2024-07-01-reach.csv", csv(HEADERS)));
      Map<String, String> straight = delivered(lake).get(0);
      for (int day = 2; day <= 6; day++) {
        List<String> header = new ArrayList<>(HEADERS);
        Collections.shuffle(header, random);
        lake.load("c" + day, lake.staged("2024-07-0" + day + "-reach.csv", csv(header)));
      }

      assertThat(straight.values()).containsExactlyInAnyOrderElementsOf(marks());
      assertThat(delivered(lake)).hasSize(6).containsOnly(straight);
    }
  }

  /** What is spelled the same in one header has nothing but its place. */
  @Test
  void repeatedHeadersGoByTheirPlace() {
    try (Lake lake = new Lake(folder)) {
      lake.load("c1", lake.staged("2024-07-01-reach.csv", "a,b,a\nfirst,x,second\n"));
      lake.load("c2", lake.staged("2024-07-02-reach.csv", "b,a,a\nx,first,second\n"));

      assertThat(lake.values("a")).containsOnly("first");
      assertThat(lake.values("a_2")).containsOnly("second");
    }
  }

  /** One row, in which every value says whose it is. */
  private static String csv(List<String> header) {
    return "%s\n%s\n"
        .formatted(
            String.join(",", header),
            header.stream().map(name -> "of " + HEADERS.indexOf(name)).collect(joining(",")));
  }

  private static List<String> marks() {
    List<String> marks = new ArrayList<>();
    for (int i = 0; i < HEADERS.size(); i++) {
      marks.add("of " + i);
    }
    return marks;
  }

  private static List<Map<String, String>> delivered(Lake lake) {
    List<Map<String, String>> rows = lake.rows();
    rows.forEach(row -> row.values().removeIf(value -> value == null || !value.startsWith("of ")));
    return rows;
  }
}
