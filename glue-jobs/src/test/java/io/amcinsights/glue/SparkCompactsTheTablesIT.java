package io.amcinsights.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.RewriteDataFiles;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark compacted, the engine goes on with: objects in one file are still told apart. */
class SparkCompactsTheTablesIT {

  private static final String TABLE = "lake." + WrittenLake.TABLE;
  private static final String MONDAY = "2024-07-01-reach.csv";
  private static final String TUESDAY = "2024-07-02-reach.csv";
  private static final String WEDNESDAY = "2024-07-03-reach.csv";
  private static final String JUNE = "2024-06-30-reach.csv";

  @TempDir Path folder;

  @Test
  void objectsAreReplacedAndRemovedAfterCompaction() throws Exception {
    try (WrittenLake lake = new WrittenLake(folder);
        SparkSession spark = LocalSpark.open(lake.catalogProperties(), folder)) {
      lake.load(lake.staged(JUNE, "06", "campaign,n,seen\njune,0,2024-06-30T10:00:00.5Z\n"));
      lake.load(lake.staged(MONDAY, "07", "campaign,n\nmon,1\n\"\",2\n"));
      lake.load(lake.staged(TUESDAY, "07", "campaign,n,late\ntue,3,x\ntue,4,\n"));
      lake.load(lake.staged(WEDNESDAY, "07", "campaign,n\nwed,5\n"));
      List<String> before = rows(spark);

      assertThat(compact(spark).rewrittenDataFilesCount()).isEqualTo(4);

      assertThat(files(spark)).isEqualTo(2);
      assertThat(rows(spark)).isEqualTo(before);
      lake.load(lake.staged(TUESDAY, "07", "campaign,n,more\nnew,1.5,y\n"));
      assertThat(rows(spark))
          .containsExactly(
              JUNE + " v1 june 0.0 2024-06-30 10:00:00.5 null null",
              MONDAY + " v2 mon 1.0 null null null",
              MONDAY + " v2  2.0 null null null",
              TUESDAY + " v5 new 1.5 null null y",
              WEDNESDAY + " v4 wed 5.0 null null null");
      compact(spark);
      lake.load(lake.deleted(MONDAY), lake.staged(WEDNESDAY, "07", "campaign,n\nagain,6\n"));
      assertThat(rows(spark))
          .containsExactly(
              JUNE + " v1 june 0.0 2024-06-30 10:00:00.5 null null",
              TUESDAY + " v5 new 1.5 null null y",
              WEDNESDAY + " v7 again 6.0 null null null");
    }
  }

  private static RewriteDataFiles.Result compact(SparkSession spark) throws Exception {
    return SparkActions.get(spark)
        .rewriteDataFiles(Spark3Util.loadIcebergTable(spark, TABLE))
        .option("rewrite-all", "true")
        .execute();
  }

  private static long files(SparkSession spark) throws Exception {
    Table table = Spark3Util.loadIcebergTable(spark, TABLE);
    table.refresh();
    try (var tasks = table.newScan().planFiles()) {
      return StreamSupport.stream(tasks.spliterator(), false).count();
    }
  }

  /** Of the table as it is now, whatever Spark remembers of it. */
  private static List<String> rows(SparkSession spark) {
    spark.catalog().refreshTable(TABLE);
    var fields = List.of(spark.table(TABLE).columns());
    String rest =
        List.of("campaign", "n", "seen", "late", "more").stream()
            .map(
                name ->
                    fields.contains(name)
                        ? "coalesce(CAST(%s AS STRING), 'null')".formatted(name)
                        : "'null'")
            .reduce((one, other) -> one + ", " + other)
            .orElseThrow();
    return spark
        .sql(
            "SELECT concat_ws(' ', element_at(split(source_object, '/'), -1), source_version, %s)"
                    .formatted(rest)
                + " FROM "
                + TABLE
                + " ORDER BY source_object, n")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }
}
