package io.amcinsights.core.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.naming.DeliveredKey.AmcResult;
import io.amcinsights.core.naming.DeliveredKey.Ignored;
import io.amcinsights.core.naming.DeliveredKey.RawFile;
import io.amcinsights.core.naming.DeliveredKey.Unknown;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyGrammarTest {

  @Nested
  class TenantKeys {

    @ParameterizedTest
    @CsvSource(
        nullValues = "-",
        textBlock =
            """
            2023-05-02T21:42:25.904Z-wf.csv,         -,   2023-05
            2020-02-03T14:01:47Z-wf.csv,             -,   2020-02
            2020-02-04-wf.csv,                       -,   2020-02
            2020-02-04-wf-ver2.csv,                  2,   2020-02
            2020-02-04-wf-ver12.csv.gz,              12,  2020-02
            2020-02-04-a.b.c.csv,                    -,   2020-02
            2020-02-29-wf.CSV,                       -,   2020-02
            2020-02-04-wf.CSV.GZ,                    -,   2020-02
            2020-02-04-wf-version3.csv,              -,   2020-02
            2020-02-04-wf-ver2-late.csv,             -,   2020-02
            2020-12-31T23:59:59.999Z-wf-ver3.csv,    3,   2020-12
            """)
    void readsResults(String file, String version, YearMonth exported) {
      assertThat(KeyGrammar.tenantKey("workflow=wf/schedule=adhoc/" + file))
          .isEqualTo(new AmcResult("wf", "adhoc", version, exported, file));
    }

    @Test
    void takesWorkflowAndScheduleVerbatim() {
      assertThat(KeyGrammar.tenantKey("workflow=Mon Wörkflow (v2)/schedule=x=y/2020-02-03-x.csv"))
          .isEqualTo(
              new AmcResult(
                  "Mon Wörkflow (v2)", "x=y", null, YearMonth.of(2020, 2), "2020-02-03-x.csv"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "workflow=analytics-12345678-1234-1234-1234-123456789abc/schedule=adhoc/x.csv",
          "workflow=analytics-12345678-1234-1234-1234-123456789ABC-2/schedule=/x",
        })
    void ignoresQueriesOfTheConsole(String key) {
      assertThat(KeyGrammar.tenantKey(key))
          .isInstanceOfSatisfying(
              Ignored.class, ignored -> assertThat(ignored.reason()).contains("console"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "workflow=wf/schedule=adhoc/metadata/2020-02-03-wf.csv",
          "metadata/anything",
          "workflow=wf/schedule=adhoc/2020-02-03-wf.csv.metadata",
          "workflow=wf/schedule=adhoc/2020-02-03-wf-metadata.json",
        })
    void ignoresMetadata(String key) {
      assertThat(KeyGrammar.tenantKey(key))
          .isInstanceOfSatisfying(
              Ignored.class, ignored -> assertThat(ignored.reason()).contains("metadata"));
    }

    @ParameterizedTest
    @CsvSource(
        textBlock =
            """
            prefix/workflow=wf/schedule=adhoc/2020-02-03-x.csv,     does not start with a workflow
            2020-02-03-x.csv,                                       does not start with a workflow
            workflow=wf/2020-02-03-x.csv,                           does not start with a workflow
            workflow=wf/daily/2020-02-03-x.csv,                     has no schedule
            workflow=wf/schedule=/2020-02-03-x.csv,                 names no schedule
            workflow=/schedule=adhoc/2020-02-03-x.csv,              names no workflow
            workflow=wf/schedule=adhoc/2020/2020-02-03-x.csv,       has a folder below its schedule
            workflow=wf/schedule=adhoc/wf.csv,                      is not named as AMC names results
            workflow=wf/schedule=adhoc/2020-02-03-wf.json,          is not named as AMC names results
            workflow=wf/schedule=adhoc/2020-02-03.csv,              is not named as AMC names results
            workflow=wf/schedule=adhoc/,                            is not named as AMC names results
            workflow=wf/schedule=adhoc/2020-02-30-wf.csv,           does not exist
            workflow=wf/schedule=adhoc/2021-02-29-wf.csv,           does not exist
            workflow=wf/schedule=adhoc/2020-02-03T24:30:00Z-wf.csv, does not exist
            """)
    void saysWhatIsWrongAndWhatIsExpected(String key, String reason) {
      assertThat(KeyGrammar.tenantKey(key))
          .isInstanceOfSatisfying(
              Unknown.class,
              unknown ->
                  assertThat(unknown.reason())
                      .contains(reason)
                      .contains("expected workflow={workflow}/schedule={schedule}/"));
    }

    @Test
    void neverThrows() {
      for (String key : new String[] {"", "/", "//", "%s%n", "\n", "workflow=", "a".repeat(1024)}) {
        assertThat(KeyGrammar.tenantKey(key)).isInstanceOf(Unknown.class);
        assertThat(KeyGrammar.rawKey(key)).isInstanceOf(Unknown.class);
      }
    }
  }

  @Nested
  class RawKeys {

    @Test
    void readsTeamDatasetTableAndFile() {
      assertThat(KeyGrammar.rawKey("demoteam/amcdataset/sales/2024/01/x.csv"))
          .isEqualTo(new RawFile("demoteam", "amcdataset", "sales", "2024/01/x.csv"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"x.csv", "demoteam/x.csv", "demoteam/amcdataset/x.csv", "a//b/c", "a/b/c/"})
    void saysWhatIsExpected(String key) {
      assertThat(KeyGrammar.rawKey(key))
          .isInstanceOfSatisfying(
              Unknown.class,
              unknown -> assertThat(unknown.reason()).contains("{team}/{dataset}/{table}/{file}"));
    }

    @Test
    void readsJsonReports() {
      assertThat(KeyGrammar.rawKey("demoteam/reports/sales/2024-01-01.json.gz"))
          .isEqualTo(new RawFile("demoteam", "reports", "sales", "2024-01-01.json.gz"));
    }

    @Test
    void leavesPartsOfFilesToTheLake() {
      assertThat(
              List.of(
                  KeyGrammar.rawKey("demoteam/reports/sales/x.json#byDate"),
                  KeyGrammar.rawKey("demoteam/reports/sales#2/x.json"),
                  KeyGrammar.tenantKey("workflow=wf/schedule=adhoc/2023-05-02-wf.csv#a.csv")))
          .allSatisfy(
              key ->
                  assertThat(key)
                      .isInstanceOfSatisfying(
                          Unknown.class,
                          it -> assertThat(it.reason()).contains("rename the object")));
    }

    @Test
    void tellsFoldersFromFiles() {
      assertThat(KeyGrammar.rawKey("demoteam/amcdataset/sales/2024/"))
          .isInstanceOfSatisfying(
              Unknown.class, unknown -> assertThat(unknown.reason()).contains("is a folder"));
    }
  }
}
