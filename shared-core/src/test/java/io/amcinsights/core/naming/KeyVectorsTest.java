package io.amcinsights.core.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.naming.DeliveredKey.AmcResult;
import io.amcinsights.core.naming.DeliveredKey.Ignored;
import io.amcinsights.core.naming.DeliveredKey.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference's vectors of keys, for a tenant with prefix AcmeDefault: which table a key belongs
 * to. Those whose content matters (A13 to A15, A20) are tested with the transform.
 */
class KeyVectorsTest {

  private static final String PREFIX = "AcmeDefault";

  /** The same tables as before, so that existing queries find them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A1  | workflow=test-acmedefault/schedule=adhoc/2023-05-02T21:42:25.904Z-test-acmedefault.csv | acmedefault_test_acmedefault_adhoc
          A2  | workflow=standard_geo_date_summary_V3/schedule=weekly/2020-02-04-standard_geo_date_summary_V3-ver2.csv | acmedefault_standard_geo_date_summary_v3_weekly_ver2
          A4  | workflow=wf-ver3/schedule=daily/2020-02-04T01:02:03.004Z-wf-ver3.csv | acmedefault_wf_ver3_daily_ver3
          A9  | workflow=wf/schedule=adhoc/2020-02-03T14:01:47.000Z-wf.CSV | acmedefault_wf_adhoc
          A14 | workflow=wf/schedule=adhoc/2020-02-03-one_nl.csv | acmedefault_wf_adhoc
          """)
  void areTheTablesTheyWere(String vector, String key, String table) {
    assertThat(table(key)).as(vector).isEqualTo(table);
  }

  /** D-14: every digit of a version counts: version 12 was mixed into version 1. */
  @Test
  void a3VersionsHaveSeveralDigits() {
    assertThat(table("workflow=wf/schedule=daily/2020-02-04-wf-ver12.csv"))
        .isEqualTo("acmedefault_wf_daily_ver12");
  }

  /**
   * Results that were dropped in silence, or by their size (D-12): times without milliseconds,
   * gzip, a dot in the name.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A6  | 2020-02-03T14:01:47Z-wf.csv
          A8  | 2020-02-03T14:01:47.000Z-wf.csv.gz
          A11 | 2020-02-03T14:01:47.000Z-my.wf.csv
          A13 | 2020-02-03-one.csv
          A15 | 2020-02-03-hdr.csv
          """)
  void wereDroppedAndAreTaken(String vector, String file) {
    assertThat(table("workflow=wf/schedule=adhoc/" + file))
        .as(vector)
        .isEqualTo("acmedefault_wf_adhoc");
  }

  /** A table belongs to one tenant: results of all tenants were mixed in a table of the dataset. */
  @Test
  void a16ReportsOfTheStarterLibraryHaveATableOfTheirTenant() {
    assertThat(table("workflow=oob1/schedule=adhoc/2020-02-03-oob1.csv"))
        .isEqualTo("acmedefault_oob1_adhoc");
  }

  /** D-15: it was an exception. */
  @Test
  void a17LettersOutsideAsciiAreFolded() {
    assertThat(table("workflow=Mon Wörkflow (v2)/schedule=adhoc/2020-02-03-x.csv"))
        .isEqualTo("acmedefault_mon_workflow_v2__adhoc");
  }

  /** Skipped as before, and the object catalog says why. */
  @Test
  void a5QueriesOfTheConsoleAreIgnoredWithTheirReason() {
    String workflow = "analytics-12345678-1234-1234-1234-123456789abc";

    assertThat(
            KeyGrammar.tenantKey(
                "workflow=%s/schedule=adhoc/2024-01-01T01:01:00.000Z-%s.csv"
                    .formatted(workflow, workflow)))
        .isInstanceOf(Ignored.class);
  }

  /** Not loaded as before, but quarantined with a reason instead of dropped in silence. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A7  | workflow=wf/schedule=adhoc/file_last_modified=2020-02-03-12-25-38/2020-02-03T14:01:47.000Z-wf.csv | has a folder below its schedule
          A10 | workflow=wf/schedule=adhoc/2020-02-03T14:01:47.000Z-wf.parquet | is not named as AMC names results
          A12 | workflow=wf/schedule=adhoc/wf.csv | is not named as AMC names results
          A18 | prefix/workflow=wf/schedule=adhoc/2020-02-03-x.csv | does not start with a workflow
          A19 | workflow=wf/schedule=/2020-02-03-x.csv | names no schedule
          """)
  void wereDroppedAndHaveAReasonNow(String vector, String key, String reason) {
    assertThat(KeyGrammar.tenantKey(key))
        .as(vector)
        .isInstanceOfSatisfying(
            Unknown.class, unknown -> assertThat(unknown.reason()).contains(reason));
  }

  private static String table(String key) {
    AmcResult result = (AmcResult) KeyGrammar.tenantKey(key);
    return Names.table(PREFIX, result.workflow(), result.schedule(), result.version());
  }
}
