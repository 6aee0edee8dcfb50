package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Laws of loading: what a table is depends on the files it was given, not on how.
 *
 * <p>For files of different objects, any order, repetition and split into loads gives the same
 * columns with the same types and the same rows. Names of columns do not decide types here: in a
 * column that is DOUBLE by its name, integers above 2^53 make it LONG when they come first and
 * STRING when they come later. Nor do privacy-filtered rows: they have no say in types, so a value
 * in one of them is refused or not by the types of its day. Types are never narrowed, so that of
 * what is replaced they still tell.
 */
class LoadLawsTest {

  /** What a column may hold; together they make every way in which types meet. */
  private static final List<List<String>> KINDS =
      List.of(
          List.of("1", "-7", "0", "9007199254740992"),
          List.of("9007199254740993", "12", "-9223372036854775808"),
          List.of("0.5", "1e5", "-0", "2.50"),
          List.of("2024-07-01", "1999-12-31"),
          List.of("2024-07-01 10:00:00", "2024-07-01T10:00:00.123456Z", "2024-07-02T01:00+02:00"),
          List.of("true", "FALSE"),
          List.of("text", "007", "1,000", "NaN"),
          List.of("", "\"\""));

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.range(0, 8);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyOrderAndSplitIntoLoadsGivesTheSameTable(long seed) {
    Random random = new Random(seed);
    Map<String, String> files = files(random, 2 + random.nextInt(6));
    Content atOnce = content(files, List.of(List.copyOf(files.keySet())));
    for (int i = 0; i < 3; i++) {
      List<String> order = new ArrayList<>(files.keySet());
      Collections.shuffle(order, random);
      List<List<String>> loads = split(order, random);

      assertThat(content(files, loads)).as("loads %s", loads).isEqualTo(atOnce);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void repeatedDeliveriesChangeNothing(long seed) {
    Random random = new Random(1_000 + seed);
    Map<String, String> files = files(random, 2 + random.nextInt(4));
    List<String> order = new ArrayList<>(files.keySet());
    order.addAll(files.keySet());
    order.add(order.get(random.nextInt(order.size())));
    Collections.shuffle(order, random);

    assertThat(content(files, split(order, random)))
        .isEqualTo(content(files, List.of(List.copyOf(files.keySet()))));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void replacedAndDeletedObjectsLeaveTheRowsOfTheirLastDelivery(long seed) {
    Random random = new Random(2_000 + seed);
    Map<String, List<Map<String, String>>> expected = new TreeMap<>();
    try (Lake lake = new Lake(folder)) {
      for (int n = 0; n < 12; n++) {
        String object = "2024-07-0%d.csv".formatted(1 + random.nextInt(4));
        if (random.nextInt(4) == 0) {
          lake.load("c" + n, lake.deleted(object));
          expected.remove(object);
        } else {
          Map<String, List<String>> columns = columns(random);
          lake.load("c" + n, lake.staged(object, csv(columns)));
          expected.put(object, texts(columns));
        }
      }
      if (lake.engine.state(Lake.TABLE).isEmpty()) {
        assertThat(expected).isEmpty();
        return;
      }
      // Text is what was delivered: everything is made text to see that nothing else was lost.
      lake.load("last", lake.staged("z.csv", "a,b,c\nx,x,x\n"));

      List<Map<String, String>> rows = new ArrayList<>();
      lake.rows().forEach(row -> rows.add(delivered(row)));

      List<Map<String, String>> all = new ArrayList<>();
      expected.values().forEach(all::addAll);
      all.add(delivered(Map.of("a", "x", "b", "x", "c", "x")));
      assertThat(rows).isEqualTo(all);
    }
  }

  /** Columns by name and rows in the order of objects. */
  private record Content(Map<String, String> types, List<Map<String, String>> rows) {}

  private Content content(Map<String, String> files, List<List<String>> loads) {
    try (Lake lake = new Lake(folder)) {
      int commit = 0;
      for (List<String> load : loads) {
        List<LoadManifest.Entry> entries = new ArrayList<>();
        load.forEach(file -> entries.add(lake.staged(file, files.get(file))));
        LoadResult result = lake.load("c" + commit++, entries.toArray(LoadManifest.Entry[]::new));
        assertThat(result.outcomes())
            .extracting(LoadResult.Outcome::state)
            .isSubsetOf(DeliveryState.COMMITTED, DeliveryState.SKIPPED);
      }
      Map<String, String> types = new TreeMap<>();
      lake.table().schema().columns().forEach(it -> types.put(it.name(), it.type().toString()));
      types.put("without type", provisional(lake));
      List<Map<String, String>> rows = new ArrayList<>();
      for (Map<String, String> row : lake.rows()) {
        Map<String, String> sorted = new TreeMap<>();
        row.forEach((name, value) -> sorted.put(name, String.valueOf(value)));
        // The number of the delivery is the only thing that may differ.
        sorted.remove("source_version");
        rows.add(sorted);
      }
      return new Content(types, rows);
    }
  }

  private static String provisional(Lake lake) {
    List<String> names = new ArrayList<>(Columns.provisional(lake.table().properties()));
    Collections.sort(names);
    return String.join(",", names);
  }

  private static List<List<String>> split(List<String> files, Random random) {
    List<List<String>> loads = new ArrayList<>();
    for (String file : files) {
      if (loads.isEmpty() || random.nextBoolean()) {
        loads.add(new ArrayList<>());
      }
      loads.get(loads.size() - 1).add(file);
    }
    return loads;
  }

  private static Map<String, String> files(Random random, int count) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      files.put("2024-07-%02d.csv".formatted(i + 1), csv(columns(random)));
    }
    return files;
  }

  /** Values of one to three columns, each of one or two kinds. */
  private static Map<String, List<String>> columns(Random random) {
    List<String> names = new ArrayList<>(List.of("a", "b", "c"));
    Collections.shuffle(names, random);
    int rows = 1 + random.nextInt(3);
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (String name : names.subList(0, 1 + random.nextInt(3))) {
      List<String> kind = KINDS.get(random.nextInt(KINDS.size()));
      columns.put(
          name,
          IntStream.range(0, rows)
              .mapToObj(i -> random.nextInt(8) == 0 ? "" : kind.get(random.nextInt(kind.size())))
              .toList());
    }
    return columns;
  }

  private static String csv(Map<String, List<String>> columns) {
    StringBuilder csv = new StringBuilder(String.join(",", columns.keySet())).append('\n');
    for (int i = 0; i < columns.values().iterator().next().size(); i++) {
      int row = i;
      csv.append(
              String.join(
                  ",", columns.values().stream().map(values -> quoted(values.get(row))).toList()))
          .append('\n');
    }
    return csv.toString();
  }

  private static String quoted(String value) {
    return value.contains(",") ? '"' + value + '"' : value;
  }

  private static List<Map<String, String>> texts(Map<String, List<String>> columns) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < columns.values().iterator().next().size(); i++) {
      Map<String, String> row = new HashMap<>();
      for (Map.Entry<String, List<String>> column : columns.entrySet()) {
        String value = column.getValue().get(i);
        row.put(column.getKey(), value.isEmpty() ? null : value.equals("\"\"") ? "" : value);
      }
      rows.add(delivered(row));
    }
    return rows;
  }

  private static Map<String, String> delivered(Map<String, String> row) {
    Map<String, String> values = new HashMap<>();
    List.of("a", "b", "c").forEach(name -> values.put(name, row.get(name)));
    return values;
  }
}
