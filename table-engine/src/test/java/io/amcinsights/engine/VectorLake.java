package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.naming.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests by vector say: a file as text in, columns and values out. */
abstract class VectorLake {

  @TempDir Path folder;
  Lake lake;
  private int loads;

  @BeforeEach
  void open() {
    lake = new Lake(folder);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  /** Delivers a file of a name of its own and loads it; its outcome. */
  LoadResult.Outcome deliver(String... lines) {
    String file = "2024-07-%02d-reach.csv".formatted(++loads);
    String csv = String.join("\n", lines) + "\n";
    return lake.load("c" + loads, lake.staged(file, csv)).outcomes().get(0);
  }

  /** As {@link #deliver}, and the file must have been taken. */
  void load(String... lines) {
    LoadResult.Outcome outcome = deliver(lines);
    assertThat(outcome.state()).as(outcome.reason()).isEqualTo(DeliveryState.COMMITTED);
  }

  /** The types of the table's workflow are declared: {@code name type}. */
  void declare(String... columns) {
    List<Dataset.DeclaredColumn> declared =
        Arrays.stream(columns)
            .map(column -> column.split(" ", 2))
            .map(parts -> new Dataset.DeclaredColumn(parts[0], parts[1], null))
            .toList();
    lake.with(
        Lake.dataset(Map.of("reach", declared), Dataset.SchemaPolicy.WIDEN, Dataset.Numeric.INFER));
  }

  /** Columns behind the lineage: {@code name type}. */
  List<String> columns() {
    return lake.table().schema().columns().stream()
        .skip(Names.LINEAGE_COLUMNS.size())
        .map(field -> field.name() + " " + field.type())
        .toList();
  }

  List<String> values(String column) {
    return lake.values(column);
  }

  /** A list that may hold nulls. */
  static List<String> listOf(String... values) {
    return Collections.unmodifiableList(new ArrayList<>(Arrays.asList(values)));
  }
}
