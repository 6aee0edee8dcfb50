package io.amcinsights.glue;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.engine.read.LakeReader;
import io.amcinsights.engine.read.TableDetails;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine wrote with DuckDB, Spark reads: the same types and values, files pruned. */
class SparkReadsTheTablesIT {

  private static final String TABLE = "lake." + WrittenLake.TABLE;
  private static final String MONDAY = "2024-07-01-reach.csv";
  private static final String WIDENING = "2024-07-07-reach.csv";
  private static final String JUNE = "2024-06-30-reach.csv";

  @TempDir static Path folder;
  private static WrittenLake lake;
  private static LakeReader duck;
  private static SparkSession spark;

  @BeforeAll
  static void fill() throws IOException {
    lake = new WrittenLake(folder);
    lake.load(
        lake.staged(MONDAY, "07", "campaign,impressions,place\nreplaced,1,9\n"),
        lake.staged(
            JUNE,
            "06",
            """
            campaign,campaign_id,impressions,total_cost,day,seen,active,note,place,code
            "Größe, ""Müller""
            zweite Zeile",00017,9007199254740993,3,2024-06-30,2024-06-30T10:00:00+02:00,true,,1,7
            Herbst,18,-5,-0.1,1900-01-01,1969-12-31 23:59:59.999999,FALSE,,2,
            "",,,,,,,,,8
            ,19,0,1e-7,2024-02-29,2024-06-30 00:00:00.123,true,,,
            """));
    lake.load(lake.staged(WIDENING, "07", "campaign,place,code\nwidening,0.5,007\n"));
    lake.load(lake.staged(MONDAY, "07", "campaign,impressions,late\nnew 😀,2,1.5\n,3,\n"));
    for (int i = 2; i <= 6; i++) {
      String file = "2024-07-%02d-reach.csv".formatted(i);
      lake.load(lake.staged(file, "07", "campaign,impressions\nc" + i + "," + 100 * i + "\n"));
    }
    duck = new LakeReader(lake.catalogProperties(), folder.resolve("cache"), 256, 2);
    spark = LocalSpark.open(lake.catalogProperties(), folder);
  }

  @AfterAll
  static void stop() {
    if (spark != null) {
      spark.stop();
    }
    if (duck != null) {
      duck.close();
    }
    lake.close();
  }

  @Test
  void columnsHaveTheirTypes() {
    assertThat(spark.table(TABLE).schema().fields())
        .extracting(field -> field.name() + " " + field.dataType().simpleString())
        .containsExactly(
            "source_object string",
            "source_version string",
            "customer_hash string",
            "export_year string",
            "export_month string",
            "file_last_modified timestamp_ntz",
            "campaign string",
            "impressions bigint",
            "place double",
            "campaign_id string",
            "total_cost double",
            "day date",
            "seen timestamp_ntz",
            "active boolean",
            "note string",
            "code string",
            "late double");
  }

  @Test
  void valuesAreThoseThatDuckDbReads() {
    List<List<Object>> rows = sparkRows("SELECT * FROM " + TABLE);

    assertThat(rows).hasSize(12);
    assertThat(rows)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactlyInAnyOrderElementsOf(duckRows("SELECT * FROM " + WrittenLake.TABLE));
    assertThat(sparkRows("SELECT campaign, campaign_id, impressions, day, seen FROM " + TABLE))
        .contains(
            List.of(
                "Größe, \"Müller\"\nzweite Zeile",
                "00017",
                9007199254740993L,
                "2024-06-30",
                "2024-06-30T08:00"),
            List.of("Herbst", "18", -5L, "1900-01-01", "1969-12-31T23:59:59.999999"));
  }

  @Test
  void declaredWordsAboutAColumnAreItsComment() {
    assertThat(spark.table(TABLE).schema().apply("campaign").getComment().get())
        .isEqualTo("As the customer says");
  }

  /** Whole numbers that became decimals, and numbers that became text, as they were delivered. */
  @Test
  void columnsThatWidenedHaveTheValuesOfAllFiles() {
    assertThat(
            sparkRows(
                "SELECT place, code FROM " + TABLE + " WHERE coalesce(place, code) IS NOT NULL"))
        .containsExactlyInAnyOrder(
            listOf(1.0, "7"), listOf(2.0, null), listOf(null, "8"), listOf(0.5, "007"));
  }

  @Test
  void bothSeeATableAsItWas() {
    String question = "SELECT campaign, place, code FROM ";
    List<TableDetails.SnapshotLine> snapshots = duck.describe(WrittenLake.TABLE).snapshots();
    long first = snapshots.get(snapshots.size() - 1).id();

    List<List<Object>> rows = sparkRows(question + TABLE + " VERSION AS OF " + first);

    assertThat(rows).contains(listOf("replaced", 9L, null));
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            duck.query(question + WrittenLake.TABLE, String.valueOf(first), 100).rows());
  }

  @Test
  void replacedRowsAreGone() {
    assertThat(
            sparkRows(
                "SELECT campaign, impressions, late, source_version FROM %s WHERE source_object = '%s'"
                    .formatted(TABLE, WrittenLake.object(MONDAY))))
        .containsExactlyInAnyOrder(listOf("new 😀", 2L, 1.5, "v4"), listOf(null, 3L, null, "v4"));
  }

  @Test
  void missingAndEmptyTextDiffer() {
    String counts = "SELECT count_if(campaign IS NULL), count_if(campaign = '') FROM ";

    assertThat(sparkRows(counts + TABLE)).isEqualTo(List.of(List.of(2L, 1L)));
    assertThat(duckRows(counts + WrittenLake.TABLE).toString()).isEqualTo("[[2, 1]]");
  }

  @Test
  void sparkSkipsFilesBySourceMonthAndBounds() {
    assertThat(filesRead("source_object = '" + WrittenLake.object("2024-07-04-reach.csv") + "'"))
        .isEqualTo(1);
    assertThat(filesRead("export_month = '06'")).isEqualTo(1);
    assertThat(filesRead("export_month = '07'")).isEqualTo(7);
    assertThat(filesRead("export_month = '07' AND impressions BETWEEN 300 AND 400")).isEqualTo(2);
    assertThat(filesRead("day > DATE '2024-06-01'")).isEqualTo(1);
    assertThat(filesRead("seen < TIMESTAMP_NTZ '1970-01-01 00:00:00'")).isEqualTo(1);
    assertThat(filesRead("campaign = 'c5'")).isEqualTo(1);
  }

  private static long filesRead(String condition) {
    Dataset<Row> rows = spark.table(TABLE).where(condition);
    rows.collectAsList();
    SparkPlan scan = rows.queryExecution().executedPlan().collectLeaves().head();
    return scan.metrics().apply("resultDataFiles").value();
  }

  private static List<List<Object>> sparkRows(String sql) {
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : spark.sql(sql).collectAsList()) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(comparable(row.get(i)));
      }
      rows.add(values);
    }
    return rows;
  }

  private static List<List<Object>> duckRows(String sql) {
    return duck.query(sql, 1_000).rows();
  }

  /** Dates and times as the reader says them. */
  private static Object comparable(Object value) {
    return value instanceof Temporal ? value.toString() : value;
  }

  private static List<Object> listOf(Object... values) {
    return new ArrayList<>(Arrays.asList(values));
  }
}
