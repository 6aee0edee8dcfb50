package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.engine.read.LakeReader;
import io.amcinsights.engine.read.QueryResult;
import io.amcinsights.engine.read.TableDetails;
import io.amcinsights.engine.read.TableSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakeReaderTest {

  @TempDir Path folder;
  private Lake lake;
  private LakeReader reader;

  @BeforeEach
  void fill() {
    lake = new Lake(folder);
    lake.load(
        "c1",
        lake.staged(
            "2024-07-01-reach.csv",
            "campaign,n,cost,day,seen,ok\nA,1,1.5,2024-07-01,2024-07-01 10:00:00,true\n,,,,,\n"));
    lake.load("c2", lake.staged("2024-06-02-reach.csv", "campaign,n,late\nB,2,x\n", "06"));
    reader = new LakeReader(lake.catalogProperties(), folder.resolve("cache"), 256, 2);
  }

  @AfterEach
  void close() {
    reader.close();
    lake.close();
  }

  @Test
  void tablesAreListedWithWhatTheyHold() {
    TableSummary table = reader.tables().get(0);

    assertThat(table.name()).isEqualTo("reach");
    assertThat(table.database()).isEqualTo("acme_amc");
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.files()).isEqualTo(2);
    assertThat(table.bytes()).isPositive();
    assertThat(table.snapshots()).isEqualTo(2);
    assertThat(table.columns())
        .contains(
            new TableSummary.Column("n", "long"), new TableSummary.Column("seen", "timestamp"));
  }

  @Test
  void aTableIsDescribedWithSnapshotsAndFiles() {
    TableDetails details = reader.describe("reach");

    assertThat(details.snapshots())
        .extracting(snapshot -> snapshot.summary().get("lake.commit-id"))
        .containsExactly("c2", "c1");
    assertThat(details.files())
        .extracting(TableDetails.FileLine::partition)
        .containsExactlyInAnyOrder(
            "customer_hash=acme/export_year=2024/export_month=06",
            "customer_hash=acme/export_year=2024/export_month=07");
    assertThat(reader.preview("acme_amc.reach", 2).rows()).hasSize(2);
  }

  @Test
  void sqlSeesCurrentRowsUnderBareAndFullNames() {
    QueryResult result =
        reader.query(
            """
            WITH x AS (SELECT * FROM Reach) SELECT x.campaign, x.n, x.cost, x.day, x.seen, x.ok,
            sum(y.n) AS total FROM x JOIN acme_amc.reach y ON x.n = y.n
            GROUP BY ALL ORDER BY x.n""",
            10);

    assertThat(result.columns())
        .extracting(column -> column.name() + " " + column.type())
        .containsExactly(
            "campaign string",
            "n long",
            "cost double",
            "day date",
            "seen timestamp",
            "ok boolean",
            "total decimal(38,0)");
    assertThat(result.rows().get(0).toString())
        .isEqualTo("[A, 1, 1.5, 2024-07-01, 2024-07-01T10:00, true, 1]");
    assertThat(result.rows().get(1)).startsWith("B", 2L).contains((Object) null);
    assertThat(result.truncated()).isFalse();
    assertThat(reader.query("FROM reach", 1).truncated()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE reach",
        "COPY reach TO '/tmp/x.csv'",
        "SELECT 1; SELECT 2",
        "SET threads = 1",
        "INSERT INTO reach SELECT * FROM reach",
        "ATTACH '/tmp/x.db'",
        "SELEC 1",
        "SELECT * FROM nothing",
        "SELECT nothing FROM reach",
        ""
      })
  void whatIsNoQueryIsRefused(String sql) {
    assertThatThrownBy(() -> reader.query(sql, 10)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void sqlReadsNoFiles() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.csv"), "a\n1\n");

    assertThatThrownBy(() -> reader.query("SELECT * FROM read_csv('" + secret + "')", 10))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> reader.query("SELECT * FROM '" + secret + "'", 10))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> reader.query("SELECT * FROM read_text('" + secret + "'), reach", 10))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> reader.query("SELECT * FROM glob('/etc/*')", 10))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aBareNameInTwoDatabasesNamesThem() {
    Catalog catalog = Catalogs.open(lake.catalogProperties());
    ((SupportsNamespaces) catalog).createNamespace(Namespace.of("other"));
    catalog.createTable(
        TableIdentifier.of("other", "reach"),
        new Schema(Types.NestedField.optional(1, "x", Types.LongType.get())),
        null,
        Map.of());

    assertThatThrownBy(() -> reader.query("SELECT * FROM reach", 10))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("acme_amc.reach")
        .hasMessageContaining("other.reach");
    assertThat(reader.query("SELECT * FROM other.reach", 10).rows()).isEmpty();
    assertThatThrownBy(() -> reader.describe("nothing")).hasMessageContaining("lake tables");
  }
}
