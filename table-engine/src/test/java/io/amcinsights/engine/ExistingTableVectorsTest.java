package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.LoadResult;
import java.util.List;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

/** The reference's vectors of files for a table that has types already; none of them widens. */
class ExistingTableVectorsTest extends VectorLake {

  /** D-35, D-36: the column is a decimal since the first file, so nothing is there to truncate. */
  @Test
  void b8DecimalsInACostThatWasWholeSoFar() {
    load("total_cost,x", "7,0");
    load("total_cost,x", "10.75,1", "30.25,2");

    assertThat(columns()).containsExactly("total_cost double", "x long");
    assertThat(values("total_cost")).containsExactly("7.0", "10.75", "30.25");
  }

  /** D-36: a declared type never changes and never truncates. */
  @Test
  void b8DecimalsInADeclaredWholeNumberAreQuarantined() {
    declare("total_cost long");
    load("total_cost,x", "7,0");

    LoadResult.Outcome outcome = deliver("total_cost,x", "10.75,1", "30.25,2");

    assertThat(outcome.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(outcome.reason()).contains("'total_cost'", "long", "double", "line 2", "'10.75'");
    assertThat(columns()).containsExactly("total_cost long", "x long");
    assertThat(values("total_cost")).containsExactly("7");
  }

  /** D-38. */
  @Test
  void b10AMissingWholeNumberIsNull() {
    load("x,y", "1,0");
    load("x,y", "10,1", ",2");

    assertThat(values("x")).isEqualTo(listOf("1", "10", null));
  }

  /** D-37: false is false and missing is missing. */
  @Test
  void b11BooleansAreReadNotGuessed() {
    load("flag,y", "true,0");
    load("flag,y", "true,1", "false,2", ",3");

    assertThat(columns()).containsExactly("flag boolean", "y long");
    assertThat(values("flag")).isEqualTo(listOf("true", "true", "false", null));
  }

  /** D-48: new columns come in the order of the header, in the snapshot of their rows. */
  @Test
  void b12NewColumnsAreAddedInOrder() {
    load("x", "0");
    load("x,newcol,newtxt", "1,2.5,a", "2,3.5,b");

    assertThat(columns()).containsExactly("x long", "newcol double", "newtxt string");
    assertThat(values("newcol")).isEqualTo(listOf(null, "2.5", "3.5"));
    assertThat(values("newtxt")).isEqualTo(listOf(null, "a", "b"));
  }

  @Test
  void b13AColumnThatIsMissingIsNull() {
    load("x,y", "0,5");
    load("x", "1", "2");

    assertThat(columns()).containsExactly("x long", "y long");
    assertThat(values("y")).isEqualTo(listOf("5", null, null));
  }

  /** D-40: one bad file is set aside with its reason; the table goes on. */
  @Test
  void b14WordsInADeclaredNumberAreQuarantined() {
    declare("x long");
    load("x", "1");

    LoadResult.Outcome outcome = deliver("x", "2", "abc");
    load("x", "3");

    assertThat(outcome.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(outcome.reason()).contains("'x'", "long", "string", "line 3", "'abc'");
    assertThat(values("x")).containsExactly("1", "3");
  }

  /** D-44: a column that another program made is left to it; files without it load. */
  @Test
  void b16ATypeThatOnlyOthersUseQuarantinesTheFileThatBringsIt() {
    load("y", "1");
    lake.table().updateSchema().addColumn("x", Types.DecimalType.of(10, 2)).commit();

    LoadResult.Outcome outcome = deliver("x,y", "1,2");
    load("y", "3");

    assertThat(outcome.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(outcome.reason()).contains("'x'", "decimal(10, 2)");
    assertThat(values("y")).containsExactly("1", "3");
  }

  /** D-44: such a type cannot be declared either, and the message names those that can. */
  @Test
  void b16ATypeThatIsNotOursCannotBeDeclared() {
    declare("x decimal(10,2)");

    assertThatThrownBy(() -> deliver("x", "1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("decimal(10,2)")
        .hasMessageContaining("boolean, long, double, date, timestamp, string");
  }

  /** D-38. */
  @Test
  void b28WholeNumbersInADecimalColumn() {
    load("x,y", "0.5,0");
    load("x,y", "10,1", ",2");

    assertThat(columns()).containsExactly("x double", "y long");
    assertThat(values("x")).isEqualTo(listOf("0.5", "10.0", null));
  }

  /** D-39: numbers in a text column stay as delivered, a missing one is null. */
  @Test
  void b29NumbersInATextColumn() {
    load("x,y", "word,a");
    load("x,y", "1,a", ",b");

    assertThat(columns()).containsExactly("x string", "y string");
    assertThat(values("x")).isEqualTo(listOf("word", "1", null));
  }

  /** D-40: the files before and after a bad one commit, in one snapshot. */
  @Test
  void b31ABadFileAmongGoodOnesIsSetAsideAlone() {
    declare("credit_score_band long");

    LoadResult result =
        lake.load(
            "c1",
            lake.staged("2024-07-01-reach.csv", "credit_score_band,x\n1,1\n"),
            lake.staged("2024-07-02-reach.csv", "credit_score_band,x\nHIGH,1\nLOW,2\n"),
            lake.staged("2024-07-03-reach.csv", "credit_score_band,x\n3,3\n"));

    assertThat(result.outcomes())
        .extracting(LoadResult.Outcome::state)
        .containsExactly(
            DeliveryState.COMMITTED, DeliveryState.QUARANTINED, DeliveryState.COMMITTED);
    assertThat(values("credit_score_band")).containsExactly("1", "3");
    assertThat(lake.table().snapshots()).hasSize(1);
  }

  @Test
  void b34DatesInADateColumnAreDates() {
    load("t", "2023-05-01");
    load("t", "2023-05-02");

    assertThat(columns()).containsExactly("t date");
    assertThat(values("t")).containsExactly("2023-05-01", "2023-05-02");
  }

  @Test
  void b35TimesInATimestampColumnAreTimes() {
    load("t", "2023-05-01T00:00:00Z");
    load("t", "2023-05-02 10:00:00");

    assertThat(columns()).isEqualTo(List.of("t timestamp"));
    assertThat(values("t")).containsExactly("2023-05-01 00:00:00.0", "2023-05-02 10:00:00.0");
  }
}
