package io.amcinsights.simulator.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbAnalyticsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-06-01T10:00:00Z"), ZoneOffset.UTC);

  private static final LocalDateTime MAY = LocalDateTime.parse("2025-05-01T00:00:00");
  private static final LocalDateTime JUNE = LocalDateTime.parse("2025-06-01T00:00:00");

  private static final DuckDbAnalytics ANALYTICS = new DuckDbAnalytics(CLOCK);

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ANALYTICS.close();
  }

  @Test
  void theSameInstanceHasTheSameEventsInEveryProcess() throws Exception {
    String sql =
        "SELECT campaign, COUNT(*) AS n, SUM(total_cost) AS cost, AVG(impression_cost) AS mean"
            + " FROM dsp_impressions GROUP BY campaign ORDER BY campaign";
    try (DuckDbAnalytics other = new DuckDbAnalytics(CLOCK)) {
      assertThat(run(other, query("amc1", sql))).isEqualTo(run(ANALYTICS, query("amc1", sql)));
    }
  }

  @Test
  void daysKeepTheirEventsWhenTimeGoesOn() throws Exception {
    String sql =
        "SELECT SUM(total_cost) AS cost, COUNT(DISTINCT user_id) AS u FROM dsp_impressions";
    try (DuckDbAnalytics later = new DuckDbAnalytics(Clock.offset(CLOCK, Duration.ofDays(30)))) {
      assertThat(run(later, query("amc1", sql))).isEqualTo(run(ANALYTICS, query("amc1", sql)));
    }
  }

  @Test
  void everyDayAddsItsEvents() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(CLOCK.instant());
    Query firstOfJune =
        new Query(
            "amc1",
            "SELECT COUNT(DISTINCT user_id) > 100 AS some FROM dsp_impressions HAVING COUNT(*) > 0",
            JUNE,
            JUNE.plusDays(1),
            Map.of(),
            null,
            null,
            null);
    try (DuckDbAnalytics analytics = new DuckDbAnalytics(clock(now))) {
      assertThat(run(analytics, firstOfJune)).containsExactly("some");
      now.set(CLOCK.instant().plus(Duration.ofDays(1)));
      assertThat(run(analytics, firstOfJune)).containsExactly("some", "true");
    }
  }

  @Test
  void instancesHaveEventsOfTheirOwn() throws Exception {
    String sql = "SELECT SUM(total_cost) AS cost FROM dsp_impressions";

    assertThat(run(ANALYTICS, query("amc1", sql))).isNotEqualTo(run(ANALYTICS, query("amc2", sql)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "impression_dt FROM dsp_impressions",
        "event_dt FROM dsp_views",
        "click_dt FROM dsp_clicks",
        "event_dt FROM sponsored_ads_traffic",
        "conversion_event_dt FROM amazon_attributed_events_by_conversion_time",
        "traffic_event_dt FROM amazon_attributed_events_by_traffic_time",
        "event_dt FROM conversions",
        "event_dt FROM conversions_with_relevance"
      })
  void eventsOutsideTheWindowAreNotThere(String columnAndTable) throws Exception {
    String column = columnAndTable.substring(0, columnAndTable.indexOf(' '));
    String table = columnAndTable.substring(columnAndTable.lastIndexOf(' ') + 1);
    String sql =
        "SELECT MIN(%s) >= TIMESTAMP '2025-05-01' AND MAX(%s) < TIMESTAMP '2025-06-01' AS inside FROM %s"
            .formatted(column, column, table);

    assertThat(run(ANALYTICS, query("amc1", sql))).containsExactly("inside", "true");
  }

  @Test
  void theDayOfTodayHasNoEventsYet() throws Exception {
    Query today =
        new Query(
            "amc1",
            "SELECT campaign, COUNT(*) AS n FROM dsp_impressions GROUP BY campaign",
            JUNE,
            JUNE.plusDays(1),
            Map.of(),
            null,
            null,
            null);

    assertThat(run(ANALYTICS, today)).containsExactly("campaign,n");
  }

  @Test
  void valuesOfTooFewUsersAreWithheld() throws Exception {
    String sql =
        "SELECT user_no, COUNT(*) AS n FROM"
            + " (SELECT user_id, 'one' AS user_no FROM dsp_impressions WHERE user_id ="
            + " (SELECT MIN(user_id) FROM dsp_impressions)"
            + " UNION ALL SELECT user_id, 'many' FROM dsp_impressions) GROUP BY 1 ORDER BY 1";
    List<String> lines = run(ANALYTICS, query("amc1", sql, "filtered", "users", "reason"));

    assertThat(lines.get(0)).isEqualTo("user_no,n,filtered,users,reason");
    assertThat(lines.get(1)).matches("many,\\d+,FALSE,\\d+,");
    assertThat(lines.get(2)).isEqualTo("one,,TRUE,,Fewer than 2 users");
  }

  @Test
  void exactTimesNeedManyUsers() throws Exception {
    String sql =
        "SELECT impression_dt, COUNT(DISTINCT i.user_id) AS n FROM dsp_impressions i"
            + " JOIN audience_segments s ON s.user_id = i.user_id GROUP BY impression_dt LIMIT 5";

    assertThat(run(ANALYTICS, query("amc1", sql, "filtered", null, null)).subList(1, 6))
        .allMatch(line -> line.endsWith("Z,,TRUE"));
  }

  @Test
  void aQueryWhoseUsersAreGroupedAwayHasNoThreshold() throws Exception {
    String sql =
        "WITH c AS (SELECT campaign, COUNT(*) AS n FROM dsp_impressions GROUP BY campaign)"
            + " SELECT COUNT(*) AS campaigns FROM c";

    assertThat(run(ANALYTICS, query("amc1", sql, "filtered", "users", null)))
        .containsExactly("campaigns,filtered,users", "12,FALSE,");
  }

  @Test
  void quotesInsideQuotesFollowABackslash() throws Exception {
    String sql =
        "SELECT 'a \"b\", c' AS \"q,1\", 'plain' AS p, NULL AS nothing, '' AS empty,"
            + " TIMESTAMP '2025-01-02 03:04:05' AS t, DATE '2025-01-02' AS d, 1.5 AS x, 0.00001::DOUBLE AS y,"
            + " TRUE AS b, 'ü' AS u, 'c:\\' AS path";

    assertThat(run(ANALYTICS, query("amc1", sql)))
        .containsExactly(
            "\"q,1\",p,nothing,empty,t,d,x,y,b,u,path",
            "\"a \\\"b\\\", c\",plain,,\"\",2025-01-02T03:04:05.000Z,2025-01-02,1.5,0.000010,true,ü,\"c:\\\\\"");
  }

  @Test
  void parametersAreValuesAndNeverSql() throws Exception {
    String sql =
        "SELECT CUSTOM_PARAMETER('text') AS t, COUNT(*) > 0 AS some,"
            + " BUILT_IN_PARAMETER('TIME_WINDOW_START') AS s FROM dsp_impressions"
            + " WHERE impressions >= CUSTOM_PARAMETER('least')"
            + " AND impression_dt >= CUSTOM_PARAMETER('day')";
    Query query =
        new Query(
            "amc1",
            sql,
            MAY,
            JUNE,
            Map.of("text", "'; DROP TABLE x; --", "least", "1", "day", "2025-05-03"),
            null,
            null,
            null);

    assertThat(run(ANALYTICS, query))
        .containsExactly("t,some,s", "'; DROP TABLE x; --,true,2025-05-01T00:00:00.000Z");
  }

  @Test
  void aParameterWithoutValueIsRefusedOnlyWhenItRuns() throws Exception {
    String sql = "SELECT COUNT(*) AS n FROM dsp_impressions WHERE campaign = CUSTOM_PARAMETER('c')";

    ANALYTICS.check(sql);
    refused(sql, "has no value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT user_id FROM dsp_impressions",
        "SELECT * FROM dsp_impressions",
        "SELECT upper(i.USER_ID) AS x FROM dsp_impressions i",
        "SELECT x, COUNT(*) AS n FROM (SELECT user_id AS x FROM dsp_clicks) GROUP BY x",
        "WITH c AS (SELECT user_id AS x FROM dsp_clicks) SELECT MIN(x) AS y FROM c",
        "SELECT ARRAY_AGG(user_id) AS x FROM dsp_clicks",
        "SELECT 1 AS x UNION ALL SELECT user_id FROM dsp_clicks",
        "SELECT x FROM (SELECT user_id FROM dsp_clicks) t(x)",
        "WITH c(x) AS (SELECT user_id FROM dsp_clicks) SELECT x FROM c",
        "SELECT i FROM dsp_clicks i",
        "SELECT COLUMNS('user.*') AS x FROM dsp_clicks",
        "SELECT CASE WHEN clicks = 1 THEN user_id END AS x FROM dsp_clicks"
      })
  void identifiersOfUsersAreNeverShown(String sql) {
    refused(sql, "Identifiers of users");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM dsp_impressions",
        "CREATE TABLE x AS SELECT 1",
        "COPY dsp_impressions TO '/tmp/x.csv'",
        "ATTACH '/tmp/x.db'",
        "PRAGMA database_list",
        "SET threads = 4",
        "SELECT 1 AS a; SELECT 2 AS b",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM query('SELECT 1')",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM duckdb_tables",
        "SELECT * FROM information_schema.tables",
        "SELECT COUNT(*) AS n FROM events.touch",
        "SELECT COUNT(*) AS n FROM main.dsp_impressions",
        "SELECT current_setting('threads') AS t",
        "SELECT getvariable('seed') AS t",
        "SELECT a FROM (DESCRIBE dsp_impressions)",
        "SELECT ? AS a",
        "SELEC 1",
        "SELECT nosuch FROM dsp_impressions",
        "SELECT nosuch(1) AS a",
        ""
      })
  void whatAmcWouldNotRunIsRefused(String sql) {
    refused(sql, "");
    assertThatExceptionOfType(QueryRefused.class).isThrownBy(() -> ANALYTICS.check(sql));
  }

  @Test
  void refusalsRepeatNothingOfTheSql() {
    assertThatExceptionOfType(QueryRefused.class)
        .isThrownBy(() -> ANALYTICS.check("SELECT secret FROM dsp_impressions"))
        .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret"));
  }

  private static Clock clock(AtomicReference<Instant> now) {
    return new Clock() {
      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }

  private void refused(String sql, String reason) {
    assertThatExceptionOfType(QueryRefused.class)
        .isThrownBy(() -> run(ANALYTICS, query("amc1", sql)))
        .withMessageContaining(reason);
  }

  private static Query query(String instanceId, String sql) {
    return query(instanceId, sql, null, null, null);
  }

  private static Query query(
      String instanceId,
      String sql,
      @Nullable String discriminator,
      @Nullable String users,
      @Nullable String reason) {
    return new Query(instanceId, sql, MAY, JUNE, Map.of(), discriminator, users, reason);
  }

  private List<String> run(Analytics analytics, Query query) throws QueryRefused, IOException {
    Path csv = folder.resolve("result.csv");
    long rows = analytics.run(query, csv);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize((int) rows + 1);
    return lines;
  }
}
