package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The reference's vectors whose file does not fit the types a table has. Inferred types widen,
 * never losing anything: D-36 (decimals truncated) and D-40 (the first file's types for ever).
 */
class WideningVectorsTest extends VectorLake {

  /** D-36: only a declaration makes a cost whole; withdrawn, nothing is cut. */
  @Test
  void b8DecimalsInACostThatIsNoLongerDeclaredWhole() {
    declare("total_cost long");
    load("total_cost,x", "7,0");
    lake.with(Lake.dataset(Map.of(), Dataset.SchemaPolicy.WIDEN, Dataset.Numeric.INFER));
    load("total_cost,x", "10.75,1", "30.25,2");

    assertThat(columns()).containsExactly("total_cost double", "x long");
    assertThat(values("total_cost")).containsExactly("7.0", "10.75", "30.25");
  }

  /** D-36. */
  @Test
  void b9OfTwoWholeNumbersOneTurnsOutDecimal() {
    load("x,y", "5,0", ",9");
    load("x,y", "10.75,1", "30.25,2");

    assertThat(columns()).containsExactly("x double", "y long");
    assertThat(values("x")).isEqualTo(listOf("5.0", null, "10.75", "30.25"));
    assertThat(values("y")).containsExactly("0", "9", "1", "2");
  }

  /** A decimal does not hold every whole number: then both stay as they were delivered. */
  @Test
  void b9WholeNumbersThatNoDecimalHoldsBecomeText() {
    load("x", "9007199254740993");
    load("x", "10.75");

    assertThat(columns()).containsExactly("x string");
    assertThat(values("x")).containsExactly("9007199254740993", "10.75");
  }

  /** D-40: words among numbers make the column text, written as delivered; nothing fails. */
  @Test
  void b14WordsAmongNumbers() {
    load("x", "1", "");
    load("x", "abc", "2");

    assertThat(columns()).containsExactly("x string");
    assertThat(values("x")).isEqualTo(listOf("1", null, "abc", "2"));
  }

  /** D-37: a boolean is no number, and what was true stays spelt as it was. */
  @Test
  void b11NumbersAmongBooleans() {
    load("flag", "TRUE", "false");
    load("flag", "1");

    assertThat(columns()).containsExactly("flag string");
    assertThat(values("flag")).containsExactly("TRUE", "false", "1");
  }

  /** D-44: the name asked for a decimal and got one, until the values said otherwise. */
  @Test
  void b15WordsInAScoreThatWasANumberSoFar() {
    load("credit_score_band,x", "7,1");
    load("credit_score_band,x", "HIGH,1", "LOW,2");

    assertThat(columns()).containsExactly("credit_score_band string", "x long");
    assertThat(values("credit_score_band")).containsExactly("7", "HIGH", "LOW");
  }

  /** D-42: a leading zero in a later file: the earlier codes keep their spelling. */
  @Test
  void b17ALeadingZeroThatComesLater() {
    load("zip", "12345");
    load("zip", "00123");

    assertThat(columns()).containsExactly("zip string");
    assertThat(values("zip")).containsExactly("12345", "00123");
  }

  /** D-42. */
  @Test
  void b20ANumberOverSixtyFourBitThatComesLater() {
    load("x", "9223372036854775807");
    load("x", "9223372036854775808");

    assertThat(columns()).containsExactly("x string");
    assertThat(values("x")).containsExactly("9223372036854775807", "9223372036854775808");
  }

  /** The table's type stays: whole numbers are decimals already. */
  @Test
  void b28WholeNumbersInADecimalColumnChangeNothing() {
    load("x", "0.5");
    int schema = lake.table().schema().schemaId();
    load("x", "10");

    assertThat(lake.table().schema().schemaId()).isEqualTo(schema);
  }

  @Test
  void b34DatesThatTurnOutToHaveATime() {
    load("t", "2023-05-01");
    load("t", "2023-05-02 10:00:00");

    assertThat(columns()).containsExactly("t timestamp");
    assertThat(values("t")).containsExactly("2023-05-01 00:00:00.0", "2023-05-02 10:00:00.0");
  }

  @Test
  void b35WordsAmongTimes() {
    load("t", "2023-05-01T12:00:00+02:00");
    load("t", "soon");

    assertThat(columns()).containsExactly("t string");
    assertThat(values("t")).containsExactly("2023-05-01T12:00:00+02:00", "soon");
  }

  /** What would have to widen is refused where the dataset's owner said so. */
  @Test
  void b9UnderPolicyStrictTheFileIsQuarantined() {
    lake.with(Lake.dataset(Map.of(), Dataset.SchemaPolicy.STRICT, Dataset.Numeric.INFER));
    load("x", "1");

    LoadResult.Outcome outcome = deliver("x", "2", "10.75");

    assertThat(outcome.state()).isEqualTo(DeliveryState.QUARANTINED);
    assertThat(outcome.reason()).contains("'x'", "long", "double", "line 3", "'10.75'");
    assertThat(values("x")).containsExactly("1");
  }
}
