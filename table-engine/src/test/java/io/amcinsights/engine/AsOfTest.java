package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.engine.read.LakeReader;
import io.amcinsights.engine.read.QueryResult;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking tables as they were. */
class AsOfTest {

  private static final String MONDAY = "2024-07-01-reach.csv";

  @TempDir Path folder;
  private Lake lake;
  private LakeReader reader;
  private Snapshot first;
  private Snapshot second;

  @BeforeEach
  void fill() {
    lake = new Lake(folder);
    lake.load("c1", lake.staged(MONDAY, "n\n1\n"));
    first = lake.table().currentSnapshot();
    lake.load("c2", lake.staged(MONDAY, "n,late\n2,x\n3,y\n"));
    second = lake.table().currentSnapshot();
    reader = new LakeReader(lake.catalogProperties(), folder.resolve("cache"), 256, 2);
  }

  @AfterEach
  void close() {
    reader.close();
    lake.close();
  }

  @Test
  void aSnapshotIsNamedByItsId() {
    assertThat(numbers(String.valueOf(first.snapshotId()))).containsExactly(1L);
    assertThat(numbers(String.valueOf(second.snapshotId()))).containsExactly(2L, 3L);
  }

  @Test
  void aTimeIsThatOfTheLastSnapshotBefore() {
    assertThat(numbers(time(first))).containsExactly(1L);
    assertThat(numbers(time(second))).containsExactly(2L, 3L);
    assertThat(numbers(Instant.ofEpochMilli(second.timestampMillis() - 1).toString()))
        .containsExactly(1L);
    assertThat(numbers("2999-12-31")).containsExactly(2L, 3L);
    assertThat(numbers("2999-12-31T10:00")).containsExactly(2L, 3L);
  }

  @Test
  void aTimeMayHaveAnOffset() {
    String inTokyo =
        Instant.ofEpochMilli(first.timestampMillis()).atOffset(ZoneOffset.ofHours(9)).toString();

    assertThat(numbers(inTokyo)).containsExactly(1L);
  }

  @Test
  void columnsAreThoseOfThatTime() {
    assertThat(ask("SELECT * FROM reach", time(first)).columns())
        .extracting(column -> column.name())
        .endsWith("n")
        .doesNotContain("late");
    assertThat(ask("SELECT * FROM reach", null).columns())
        .extracting(column -> column.name())
        .endsWith("n", "late");
  }

  /** The column has another field id since; under it the old files would hold nothing. */
  @Test
  void aColumnThatWidenedSinceIsAsItWas() {
    lake.load("c3", lake.staged("2024-07-02-reach.csv", "n\nmany\n"));

    QueryResult before = ask("SELECT n FROM reach ORDER BY n", time(second));

    assertThat(before.columns().get(0).type()).isEqualTo("long");
    assertThat(before.rows()).containsExactly(List.of(2L), List.of(3L));
    assertThat(numbers(null)).containsExactly("2", "3", "many");
  }

  @Test
  void aSnapshotThatIsNotThereIsSaidSo() {
    assertThatThrownBy(() -> numbers("17"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("acme_amc.reach has no snapshot 17")
        .hasMessageContaining("--snapshots");
    assertThatThrownBy(() -> numbers("9".repeat(19))).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aTimeBeforeTheFirstSnapshotIsSaidSo() {
    assertThatThrownBy(() -> numbers("2020-01-01T00:00:00Z"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("acme_amc.reach has no snapshot of 2020-01-01T00:00:00Z or before");
  }

  /** The history outlives the snapshots in it; rows of the next one would be an answer made up. */
  @Test
  void aSnapshotThatIsNoLongerKeptIsSaidSo() {
    Table table = lake.table();
    table.expireSnapshots().expireSnapshotId(first.snapshotId()).commit();

    assertThatThrownBy(() -> numbers(time(first)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("or before");
    assertThat(numbers(time(second))).containsExactly(2L, 3L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "", "2024-13-01", "10:00", "-5", "2024-07-01 10:00:00"})
  void whatIsNeitherIsRefused(String at) {
    assertThatThrownBy(() -> numbers(at))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("2026-03-01T00:00:00Z");
  }

  private static String time(Snapshot snapshot) {
    return Instant.ofEpochMilli(snapshot.timestampMillis()).toString();
  }

  private List<Object> numbers(String at) {
    return ask("SELECT n FROM reach ORDER BY n", at).rows().stream()
        .map(row -> row.get(0))
        .toList();
  }

  private QueryResult ask(String sql, String at) {
    return reader.query(sql, at, 10);
  }
}
