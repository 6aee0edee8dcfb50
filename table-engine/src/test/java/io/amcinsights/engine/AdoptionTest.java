package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.message.LoadResult;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Staged files that become data files as they are hold what they would hold written again. */
class AdoptionTest extends VectorLake {

  private static final String MONDAY = "2024-07-01-reach.csv";
  private static final String TUESDAY = "2024-07-02-reach.csv";
  private static final String HEADER = "name,n,cost,day,seen,ok,nothing\n";

  /** So many rows that the file is not merged with others. */
  private static final int MANY = 12_000;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void rowsAreThoseThatWritingThemAgainGives(long seed) {
    String csv = csv(new Random(seed), 50);
    lake.load("c1", lake.staged(MONDAY, csv));
    List<Map<String, String>> adopted = lake.rows();

    // Brought together with another, the same rows are written again.
    lake.load("c2", lake.staged(MONDAY, csv), lake.staged(TUESDAY, HEADER + "x,1,,,,,\n"));

    assertThat(adopted).hasSize(50);
    assertThat(without(lake.rows(), TUESDAY)).isEqualTo(without(adopted, TUESDAY));
  }

  @Test
  void largeFilesShareADataFileWithoutBeingMerged() {
    Random random = new Random(7);
    lake.load(
        "c1",
        lake.staged(MONDAY, csv(random, MANY)),
        // Without a value of a column that the other has values of.
        lake.staged(TUESDAY, csv(random, MANY).replace("true", "").replace("false", "")));

    assertThat(lake.files(Expressions.alwaysTrue())).hasSize(1);
    assertThat(lake.values("ok").subList(0, MANY)).contains("true", "false");
    assertThat(lake.values("ok").subList(MANY, 2 * MANY)).containsOnlyNulls();
    assertThat(lake.values("source_object").subList(MANY, 2 * MANY))
        .containsOnly("s3://amc-acme-eu/workflow=reach/schedule=daily/" + TUESDAY);
    assertThat(lake.values("file_last_modified")).containsOnly("2024-07-02 21:42:25.904");

    lake.load("c2", lake.staged(MONDAY, HEADER + "x,1,,,,,\n"));
    assertThat(lake.rows()).hasSize(MANY + 1);
  }

  @Test
  void aLargeFileIsCutBetweenRowGroups() {
    lake.load("c1", lake.staged(MONDAY, HEADER + "x,1,,,,,\n"));
    lake.table().updateProperties().set("write.target-file-size-bytes", "1000").commit();
    String csv = csv(new Random(8), 300_000);

    lake.load("c2", lake.staged(TUESDAY, csv));

    // Written again it would be cut into very many.
    assertThat(lake.files(Expressions.alwaysTrue())).hasSizeBetween(3, 9);
    Map<String, String> delivered = new HashMap<>();
    csv.lines().skip(1).map(line -> line.split(",", 3)).forEach(v -> delivered.put(v[1], v[0]));
    Map<String, String> loaded = new HashMap<>();
    lake.rows().stream()
        .filter(row -> row.get("source_object").endsWith(TUESDAY))
        .forEach(row -> loaded.put(row.get("n"), Objects.requireNonNullElse(row.get("name"), "")));
    assertThat(loaded.equals(delivered)).as("every row as it was delivered").isTrue();
  }

  @Test
  void whatTheTableHoldsAsAnotherTypeIsWrittenAgain() {
    lake.load("c1", lake.staged(MONDAY, "n\n0.5\n"));

    LoadResult result = lake.load("c2", lake.staged(TUESDAY, "n\n7\n"));

    assertThat(result.outcomes().get(0).reason()).isNull();
    assertThat(lake.values("n")).containsExactly("0.5", "7.0");
  }

  @Test
  void columnsTheFileDoesNotHaveAreNull() {
    lake.load("c1", lake.staged(MONDAY, "n,late\n1,x\n"));

    lake.load("c2", lake.staged(TUESDAY, "n\n2\n"));

    assertThat(lake.values("late")).containsExactly("x", null);
    assertThat(lake.files(Expressions.notNull("late"))).hasSize(1);
  }

  @Test
  void textsOfAnyLengthAreFound() {
    String value = "ü😀".repeat(3_000);
    lake.load("c1", lake.staged(MONDAY, "name,n\n" + value + ",1\n"));

    assertThat(lake.values("name")).containsExactly(value);
    assertThat(lake.files(Expressions.equal("name", value))).hasSize(1);
    assertThat(lake.files(Expressions.equal("name", "a"))).isEmpty();
  }

  private static List<Map<String, String>> without(List<Map<String, String>> rows, String file) {
    return rows.stream()
        .filter(row -> !row.get("source_object").endsWith(file))
        .map(
            row -> {
              Map<String, String> copy = new LinkedHashMap<>(row);
              // Another delivery.
              copy.remove("source_version");
              return copy;
            })
        .toList();
  }

  private static String csv(Random random, int rows) {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int i = 0; i < rows; i++) {
      boolean gap = random.nextInt(20) == 0;
      csv.append(gap ? "" : "name " + random.nextInt(1 << 20)).append(',').append(i).append(',');
      csv.append(gap ? "" : random.nextInt(1000) / 4.0).append(',');
      csv.append("2024-07-%02d,".formatted(1 + random.nextInt(28)));
      csv.append("2024-07-01T10:%02d:00.125Z,".formatted(random.nextInt(60)));
      csv.append(random.nextInt(9) == 0 ? "" : random.nextBoolean()).append(",\n");
    }
    return csv.toString();
  }
}
