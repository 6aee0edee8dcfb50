package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.naming.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

/** What makes a table good to read for others: layout, statistics, words about it. */
class HygieneTest extends VectorLake {

  private static final String EVERYTHING = "name,n,cost,day,seen,ok,nothing\n";

  @Test
  void aTableSaysHowItIsLaidOut() {
    load("n", "1");

    Table table = lake.table();
    assertThat(table.spec().fields())
        .extracting(field -> field.name() + " " + field.transform())
        .containsExactly("customer_hash identity", "export_year identity", "export_month identity");
    assertThat(table.sortOrder().fields())
        .extracting(field -> table.schema().findColumnName(field.sourceId()))
        .containsExactly("export_year", "export_month", "source_object");
    assertThat(table.properties())
        .containsEntry("write.format.default", "parquet")
        .containsEntry("write.parquet.compression-codec", "zstd")
        .containsEntry("write.delete.mode", "copy-on-write")
        .containsEntry("write.update.mode", "copy-on-write")
        .containsEntry("write.merge.mode", "copy-on-write")
        .containsEntry("write.target-file-size-bytes", "134217728")
        .containsEntry("write.metadata.metrics.default", "truncate(64)")
        .containsEntry("write.metadata.metrics.column.source_object", "full")
        .containsEntry("write.metadata.metrics.column.source_version", "full")
        .containsEntry("write.metadata.delete-after-commit.enabled", "true")
        .containsEntry("write.metadata.previous-versions-max", "20")
        .containsEntry("history.expire.max-snapshot-age-ms", "172800000")
        .containsEntry("history.expire.min-snapshots-to-keep", "20")
        .containsEntry("lake.source.prefix", "acme")
        .containsEntry("lake.source.workflow", "reach")
        .containsEntry("lake.source.schedule", "daily")
        .doesNotContainKey("lake.source.version");
  }

  @Test
  void everyColumnOfAFileHasItsCountsAndBounds() {
    lake.load(
        "c1",
        lake.staged(
            "2024-07-01-reach.csv",
            EVERYTHING
                + "b,5,1.5,2024-07-01,2024-07-01 10:00:00.5,true,\n"
                + "a,-3,0.25,1969-12-31,1960-01-01T00:00:00+01:00,false,\n"
                + ",,,,,,\n"));

    assertThat(statistics(onlyFile()))
        .containsExactly(
            "source_object 3 0 s3://amc-acme-eu/workflow=reach/schedule=daily/2024-07-01-reach.csv"
                + " s3://amc-acme-eu/workflow=reach/schedule=daily/2024-07-01-reach.csv",
            "source_version 3 0 v1 v1",
            "customer_hash 3 0 acme acme",
            "export_year 3 0 2024 2024",
            "export_month 3 0 07 07",
            "file_last_modified 3 0 1719956545904000 1719956545904000",
            "name 3 1 a b",
            "n 3 1 -3 5",
            "cost 3 1 0.25 1.5",
            "day 3 1 -1 19905",
            "seen 3 1 -315622800000000 1719828000500000",
            "ok 3 1 false true",
            "nothing 3 3 - -");
  }

  /** Files that were written again: by a replacement, and by a widening. */
  @Test
  void filesWrittenAgainHaveStatisticsToo() {
    lake.load(
        "c1",
        lake.staged("2024-07-01-reach.csv", "name,n\na,1\n"),
        lake.staged("2024-07-02-reach.csv", "name,n\nb,2\n"));
    lake.load("c2", lake.staged("2024-07-02-reach.csv", "name,n,late\nc,3,x\n"));

    assertThat(lake.files(Expressions.alwaysTrue())).hasSize(2);
    assertThat(statistics(fileWith("2024-07-01-reach.csv")))
        .contains("source_version 1 0 v1 v1", "name 1 0 a a", "n 1 0 1 1", "late 1 1 - -");

    lake.load("c3", lake.staged("2024-07-03-reach.csv", "name,n\nd,0.5\n"));

    assertThat(statistics(fileWith("2024-07-01-reach.csv")))
        .contains("source_version 2 0 v1 v3", "name 2 0 a c", "n 2 0 1.0 3.0", "late 2 1 x x");
  }

  /** Bounds of long text are cut so that they still hold, those of lineage are not cut at all. */
  @Test
  void longTextHasBoundsThatHold() {
    String value = "ü😀".repeat(10_000);
    String file = "2024-07-01-" + "x".repeat(300) + ".csv";
    lake.load("c1", lake.staged(file, "name,n\n" + value + ",1\n"));

    DataFile written = onlyFile();
    assertThat(bound(written, "name", true)).isEqualTo("ü😀".repeat(32));
    assertThat(bound(written, "name", false)).startsWith("ü😀".repeat(31)).isGreaterThan(value);
    assertThat(bound(written, "source_object", true))
        .isEqualTo("s3://amc-acme-eu/workflow=reach/schedule=daily/" + file)
        .isEqualTo(bound(written, "source_object", false));
    assertThat(lake.files(Expressions.equal("name", value))).hasSize(1);
    assertThat(lake.files(Expressions.equal("name", "a"))).isEmpty();
    assertThat(lake.files(Expressions.equal("source_object", "s3://a"))).isEmpty();
  }

  /** Times at the end of what can be written cross into years of another length in UTC. */
  @Test
  void datesAtTheEndsOfTheCalendarLoad() {
    load(
        "day,seen",
        "0001-01-01,0001-01-01T00:00:00+10:00",
        "9999-12-31,9999-12-31T23:59:59-10:00",
        "0000-01-01,2024-07-01 10:00:00");

    assertThat(lake.rows()).hasSize(3);
    assertThat(columns()).containsExactly("day date", "seen timestamp");
    assertThat(lake.files(Expressions.equal("day", "9999-12-31"))).hasSize(1);
    assertThat(lake.files(Expressions.equal("seen", "2024-07-01T10:00:00"))).hasSize(1);
  }

  @Test
  void oneOfAHundredSourcesIsFoundInOneFile() {
    for (int i = 0; i < 10; i++) {
      LoadManifest.Entry[] entries = new LoadManifest.Entry[10];
      for (int month = 1; month <= 10; month++) {
        String file = "2024-%02d-%02d-reach.csv".formatted(month, i + 1);
        String rows = "n\n" + (100 * month + i) + "\n";
        entries[month - 1] = lake.staged(file, rows, "%02d".formatted(month));
      }
      lake.load("c" + i, entries);
    }

    assertThat(lake.files(Expressions.alwaysTrue())).hasSize(100);
    assertThat(lake.files(source("2024-03-07-reach.csv"))).hasSize(1);
    assertThat(lake.files(source("2024-05-20-reach.csv"))).isEmpty();
    assertThat(lake.files(Expressions.equal("export_month", "02"))).hasSize(10);
    assertThat(
            lake.files(
                Expressions.and(
                    Expressions.equal("export_month", "02"),
                    Expressions.greaterThanOrEqual("n", 205L))))
        .hasSize(5);
    assertThat(lake.files(Expressions.notNull("n"))).hasSize(100);
    assertThat(lake.files(Expressions.isNull("n"))).isEmpty();
  }

  @Test
  void rowsOfAFileAreInTheOrderOfTheirSources() {
    lake.load(
        "c1",
        lake.staged("2024-07-02-reach.csv", "n\n3\n2\n"),
        lake.staged("2024-07-01-reach.csv", "n\n9\n1\n"));

    DataFile file = onlyFile();
    assertThat(file.sortOrderId()).isEqualTo(lake.table().sortOrder().orderId());
    assertThat(values("n")).containsExactly("9", "1", "3", "2");
  }

  @Test
  void declaredWordsAboutColumnsAreInTheTable() {
    describe(column("Campaign", "string", "As named by the advertiser"));
    load("campaign,n", "a,1");

    assertThat(doc("campaign")).isEqualTo("As named by the advertiser");
    assertThat(doc("n")).isNull();
    int schema = lake.table().schema().schemaId();
    load("campaign,n", "b,2");
    assertThat(lake.table().schema().schemaId()).isEqualTo(schema);
  }

  @Test
  void wordsThatComeLaterOrChangeAreTakenOverWithTheNextLoad() {
    load("campaign,n", "a,1");
    describe(
        column("campaign", "string", "As named"), column("Brand New", "double", "In EUR, net"));
    load("campaign,n,brand new", "b,2,0.5");

    assertThat(doc("campaign")).isEqualTo("As named");
    assertThat(doc("brand_new")).isEqualTo("In EUR, net");

    describe(column("campaign", "string", "As named, in lower case"));
    load("campaign,n", "c,1.5");

    assertThat(doc("campaign")).isEqualTo("As named, in lower case");
    assertThat(doc("brand_new")).isEqualTo("In EUR, net");
    assertThat(columns()).containsExactly("campaign string", "n double", "brand_new double");
    assertThat(values("n")).containsExactly("1.0", "2.0", "1.5");
  }

  @Test
  void everySnapshotSaysWhichLoadAndExecutionMadeIt() {
    load("n", "1");
    load("n", "2");
    lake.load("c3", lake.staged("2024-07-01-reach.csv", "n\n5\n"));
    lake.load("c4", lake.deleted("2024-07-02-reach.csv"));
    lake.load("c5", lake.staged("2024-07-03-reach.csv", "n\nword\n"));

    List<String> loads = new ArrayList<>();
    for (Snapshot snapshot : lake.table().snapshots()) {
      Map<String, String> summary = snapshot.summary();
      assertThat(summary)
          .containsEntry("lake.load-id", summary.get("lake.commit-id"))
          .containsEntry("lake.execution-id", "b-execution");
      loads.add(summary.get("lake.load-id"));
    }
    assertThat(loads).containsExactly("c1", "c2", "c3", "c4", "c5");
  }

  private void describe(Dataset.DeclaredColumn... columns) {
    lake.with(
        Lake.dataset(
            Map.of("reach", Arrays.asList(columns)),
            Dataset.SchemaPolicy.WIDEN,
            Dataset.Numeric.INFER));
  }

  private static Dataset.DeclaredColumn column(String name, String type, String doc) {
    return new Dataset.DeclaredColumn(name, type, doc);
  }

  private String doc(String column) {
    return lake.table().schema().findField(column).doc();
  }

  private static Expression source(String file) {
    return Expressions.equal(
        Names.LINEAGE_COLUMNS.get(0), "s3://amc-acme-eu/workflow=reach/schedule=daily/" + file);
  }

  private DataFile onlyFile() {
    List<DataFile> files = files(Expressions.alwaysTrue());
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private DataFile fileWith(String source) {
    List<DataFile> files = files(source(source));
    assertThat(files).isNotEmpty();
    return files.get(0);
  }

  /** With their statistics, which a scan leaves out unless it is asked. */
  private List<DataFile> files(Expression filter) {
    List<DataFile> files = new ArrayList<>();
    for (FileScanTask task :
        lake.table().newScan().includeColumnStats().filter(filter).planFiles()) {
      files.add(task.file());
    }
    return files;
  }

  /** A line for each column: {@code name values nulls lower upper}. */
  private List<String> statistics(DataFile file) {
    return lake.table().schema().columns().stream()
        .map(
            field ->
                "%s %d %d %s %s"
                    .formatted(
                        field.name(),
                        file.valueCounts().get(field.fieldId()),
                        file.nullValueCounts().get(field.fieldId()),
                        bound(file, field.name(), true),
                        bound(file, field.name(), false)))
        .toList();
  }

  private String bound(DataFile file, String column, boolean lower) {
    Types.NestedField field = lake.table().schema().findField(column);
    var bound = (lower ? file.lowerBounds() : file.upperBounds()).get(field.fieldId());
    return bound == null ? "-" : Conversions.fromByteBuffer(field.type(), bound).toString();
  }
}
