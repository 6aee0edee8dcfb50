package io.amcinsights.simulator.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * AMC's SQL over a year of invented events before today (UTC), one database in memory for each
 * instance, made when it is first asked. The same instance has the same events of a day in every
 * process and on whatever day it is asked.
 */
public final class DuckDbAnalytics implements Analytics {

  /** A year, and the day that a window of a year may start earlier in another zone. */
  private static final int DAYS = 366;

  private static final LocalDateTime NEVER = LocalDate.EPOCH.atStartOfDay();

  private final Clock clock;
  private final Map<String, Instance> instances = new ConcurrentHashMap<>();
  private final Map<String, Instance> retired = new ConcurrentHashMap<>();

  /** Holds the tables without their rows, enough to say what can run. */
  private final Instance empty;

  public DuckDbAnalytics(Clock clock) {
    this.clock = clock;
    empty = Instance.open("", LocalDate.EPOCH, 0);
  }

  @Override
  public void check(String sql) throws QueryRefused {
    try (Connection connection = empty.connect(NEVER, NEVER)) {
      Dialect dialect = new Dialect(connection, empty.tables());
      try (PreparedStatement prepared = connection.prepareStatement(dialect.checked(sql).text())) {
        Users.refuseIn(prepared.getMetaData());
      }
    } catch (SQLException e) {
      throw Refusals.of(e);
    }
  }

  @Override
  public long run(Query query, Path csv) throws QueryRefused {
    Instance instance = instance(query.instanceId());
    try (Connection connection = instance.connect(query.from(), query.until())) {
      Dialect dialect = new Dialect(connection, instance.tables());
      SqlTree tree = dialect.answered(query);
      Privacy privacy = Privacy.of(tree, connection, instance.aggregates());
      try (PreparedStatement prepared = connection.prepareStatement(privacy.sql())) {
        Users.refuseIn(prepared.getMetaData());
        try (ResultSet rows = prepared.executeQuery()) {
          return AmcCsv.write(rows, privacy, query, csv);
        }
      }
    } catch (SQLException e) {
      throw Refusals.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write result of %s".formatted(query), e);
    }
  }

  private Instance instance(String instanceId) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return instances.compute(
        instanceId,
        (id, known) -> {
          if (known != null && known.until().equals(today)) {
            return known;
          }
          if (known != null) {
            retire(known);
          }
          return Instance.open(id, today, DAYS);
        });
  }

  /** Queries that began yesterday may still ask it; they are done when a day has passed. */
  private void retire(Instance yesterday) {
    Instance before = retired.put(yesterday.instanceId(), yesterday);
    if (before != null) {
      before.close();
    }
  }

  @Override
  public void close() {
    retired.values().forEach(Instance::close);
    retired.clear();
    instances.values().forEach(Instance::close);
    instances.clear();
    empty.close();
  }
}
