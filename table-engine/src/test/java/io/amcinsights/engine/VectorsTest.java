package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference's vectors of values and types in a new table: what becomes of them here. */
class VectorsTest extends VectorLake {

  /** Words are text and whole numbers 64 bit, before and after. */
  @Test
  void b1WordsAndWholeNumbers() {
    load("first_name,clicks", "Anna,10", "Ben,20");

    assertThat(columns()).containsExactly("first_name string", "clicks long");
    assertThat(values("clicks")).containsExactly("10", "20");
  }

  /**
   * D-38, D-39: a missing value is null, never -1, "nan" or "&lt;NA&gt;". D-41: the filtered row,
   * all blank, takes no part in inference, so flag stays a boolean; the row itself is kept.
   */
  @Test
  void b2MissingValuesAreNullInEveryType() {
    load(
        "campaign_id,impressions,total_cost,ctr_rate,name,flag,filtered",
        "1,10,1.5,0.1,a,true,false",
        ",,,,,,true",
        "3,30,2.0,0.2,,false,false");

    assertThat(columns())
        .containsExactly(
            "campaign_id string",
            "impressions long",
            "total_cost double",
            "ctr_rate double",
            "name string",
            "flag boolean",
            "filtered boolean");
    assertThat(values("campaign_id")).isEqualTo(listOf("1", null, "3"));
    assertThat(values("impressions")).isEqualTo(listOf("10", null, "30"));
    assertThat(values("total_cost")).isEqualTo(listOf("1.5", null, "2.0"));
    assertThat(values("ctr_rate")).isEqualTo(listOf("0.1", null, "0.2"));
    assertThat(values("name")).isEqualTo(listOf("a", null, null));
    assertThat(values("flag")).isEqualTo(listOf("true", null, "false"));
    assertThat(values("filtered")).isEqualTo(listOf("false", "true", "false"));
  }

  /** Only filtered rows: they are kept, as AMC delivered them, and decide no type. */
  @Test
  void b3OnlyFilteredRowsAreKeptAsText() {
    load("a,filtered", "1,true", "2,TRUE");

    assertThat(columns()).contains("a string");
    assertThat(values("a")).containsExactly("1", "2");
    assertThat(values("filtered")).allMatch("true"::equalsIgnoreCase).hasSize(2);
  }

  /** D-38. */
  @Test
  void b4AMissingWholeNumberIsNull() {
    load("a,b", "1,x", ",y", "3,z");

    assertThat(columns()).containsExactly("a long", "b string");
    assertThat(values("a")).isEqualTo(listOf("1", null, "3"));
  }

  /** D-38: all blank is no number; the first value to come decides the type. */
  @Test
  void b5AColumnWithoutAnyValueIsProvisional() {
    load("a,b", "1,", "2,");

    assertThat(columns()).containsExactly("a long", "b string");
    assertThat(values("b")).isEqualTo(listOf(null, null));
    assertThat(lake.table().properties()).containsEntry("lake.provisional-columns", "b");

    load("a,b", "3,2.5");

    assertThat(columns()).containsExactly("a long", "b double");
    assertThat(values("b")).isEqualTo(listOf(null, null, "2.5"));
  }

  /** D-38: an empty line of a file with one column is a row, and its value is missing. */
  @Test
  void b6AMissingDecimalIsNull() {
    load("a", "1.5", "", "3.25");

    assertThat(columns()).containsExactly("a double");
    assertThat(values("a")).isEqualTo(listOf("1.5", null, "3.25"));
  }

  /** D-35: costs are decimals from the first file on, though it holds whole numbers only. */
  @Test
  void b7CostsAreDecimalsEvenWhenWhole() {
    load("total_cost,avg_cpm,x", "10,20.0,1", "30,5.0,2");

    assertThat(columns()).containsExactly("total_cost double", "avg_cpm double", "x long");
    assertThat(values("total_cost")).containsExactly("10.0", "30.0");
  }

  /** D-44: the name suggests a number, the values say text, and values are right. */
  @Test
  void b15WordsInAColumnNamedLikeANumberAreText() {
    load("credit_score_band,x", "HIGH,1", "LOW,2");

    assertThat(columns()).containsExactly("credit_score_band string", "x long");
    assertThat(values("credit_score_band")).containsExactly("HIGH", "LOW");
  }

  /** D-42: a leading zero means a code. D-39: the missing one is null. */
  @Test
  void b17CodesKeepTheirLeadingZeros() {
    load("zip,advertiser_id,product_asin", "00123,00045,0001", "04567,00046,");

    assertThat(columns())
        .containsExactly("zip string", "advertiser_id string", "product_asin string");
    assertThat(values("zip")).containsExactly("00123", "04567");
    assertThat(values("advertiser_id")).containsExactly("00045", "00046");
    assertThat(values("product_asin")).isEqualTo(listOf("0001", null));
  }

  /** D-43: Namibia and a campaign called null are values. */
  @Test
  void b18WordsForNothingAreWords() {
    load("country,name,x", "NA,None,1", "US,null,2", "n/a,N/A,3", "nan,<NA>,4");

    assertThat(columns()).containsExactly("country string", "name string", "x long");
    assertThat(values("country")).containsExactly("NA", "US", "n/a", "nan");
    assertThat(values("name")).containsExactly("None", "null", "N/A", "<NA>");
  }

  @Test
  void b19BooleansInAnyCase() {
    load("flag", "true", "FALSE");

    assertThat(columns()).containsExactly("flag boolean");
    assertThat(values("flag")).containsExactly("true", "false");
  }

  /** D-42: what 64 bit do not hold is kept to the last digit, as text; nothing fails. */
  @Test
  void b20NumbersOverSixtyFourBitAreText() {
    load("x", "9223372036854775807", "9223372036854775808");

    assertThat(columns()).containsExactly("x string");
    assertThat(values("x")).containsExactly("9223372036854775807", "9223372036854775808");
  }

  /** An exponent is a decimal's; thousands separators and plus signs would not come back. */
  @Test
  void b21ExponentsSeparatorsAndSigns() {
    load("a,b,c", "1e5,\"1,000\",+5", "2e5,\"2,000\",-6");

    assertThat(columns()).containsExactly("a double", "b string", "c string");
    assertThat(values("a")).containsExactly("100000.0", "200000.0");
    assertThat(values("b")).containsExactly("1,000", "2,000");
    assertThat(values("c")).containsExactly("+5", "-6");
  }

  /** Dates and times have types of their own, times in UTC. */
  @Test
  void b22DatesAndTimes() {
    load(
        "day,seen,zoned",
        "2023-05-02,2023-05-02T10:00:00,2023-05-02T10:00:00+02:00",
        "2023-05-03,2023-05-02 10:00:00.123,2023-05-02T10:00:00Z");

    assertThat(columns()).containsExactly("day date", "seen timestamp", "zoned timestamp");
    assertThat(values("day")).containsExactly("2023-05-02", "2023-05-03");
    assertThat(values("seen")).containsExactly("2023-05-02 10:00:00.0", "2023-05-02 10:00:00.123");
    assertThat(values("zoned")).containsExactly("2023-05-02 08:00:00.0", "2023-05-02 10:00:00.0");
  }

  /** D-42: one rule decides, identifiers first: no "5.0". */
  @Test
  void b30OneNamingRuleDecides() {
    load("avg_id", "5", "7");

    assertThat(columns()).containsExactly("avg_id string");
    assertThat(values("avg_id")).containsExactly("5", "7");
  }

  /** D-39: text that is there and empty is not text that is missing. */
  @Test
  void emptyTextInQuotesIsNotMissing() {
    load("name,x", "\"\",1", ",2");

    assertThat(columns()).isEqualTo(List.of("name string", "x long"));
    assertThat(values("name")).isEqualTo(listOf("", null));
  }
}
