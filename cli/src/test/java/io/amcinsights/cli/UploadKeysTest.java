package io.amcinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadKeysTest {

  private static final Instant NOW = Instant.parse("2026-03-01T04:05:06Z");

  @ParameterizedTest
  @CsvSource({
    "result.csv, w, workflow=w/schedule=adhoc/2026-03-01T04:05:06.000Z-w.csv",
    "result.csv, , workflow=result/schedule=adhoc/2026-03-01T04:05:06.000Z-result.csv",
    "result.CSV.gz, w, workflow=w/schedule=adhoc/2026-03-01T04:05:06.000Z-w.CSV.gz",
    "2025-01-02-old-ver2.csv, ,"
        + " workflow=old-ver2/schedule=adhoc/2026-03-01T04:05:06.000Z-old-ver2.csv",
    "2025-01-02T03:04:05.678Z-old.csv, ,"
        + " workflow=old/schedule=adhoc/2026-03-01T04:05:06.000Z-old.csv",
    "result, , workflow=result/schedule=adhoc/2026-03-01T04:05:06.000Z-result.csv",
  })
  void followAmcsLongForm(String file, String workflow, String key) {
    assertThat(UploadKeys.build(file, workflow, "adhoc", null, NOW)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "report.csv, ads, team/data/ads/report.csv",
    "report.csv, , team/data/report/report.csv",
  })
  void keepTheFileNameInTheRawBucket(String file, String table, String key) {
    assertThat(UploadKeys.build(file, table, "adhoc", "team/data/", NOW)).isEqualTo(key);
  }
}
