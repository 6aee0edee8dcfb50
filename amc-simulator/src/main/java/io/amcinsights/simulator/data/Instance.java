package io.amcinsights.simulator.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/** The events of one AMC instance, in a database that reaches nothing outside itself. */
record Instance(
    String instanceId,
    LocalDate until,
    DuckDBConnection database,
    Set<String> tables,
    Set<String> aggregates)
    implements AutoCloseable {

  /** One thread: sums of floating point numbers and orders of rows are the same every time. */
  private static final List<String> SETTINGS =
      List.of(
          "SET threads = 1",
          "SET TimeZone = 'UTC'",
          "SET autoinstall_known_extensions = false",
          "SET autoload_known_extensions = false",
          "SET enable_external_access = false");

  static Instance open(String instanceId, LocalDate until, int days) {
    try {
      DuckDBConnection database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = database.createStatement()) {
        for (String setting : SETTINGS) {
          statement.execute(setting);
        }
        set(database, "seed", "'" + instanceId.replace("'", "''") + "'");
        set(database, "until_day", "DATE '%s'".formatted(until));
        set(database, "days", Integer.toString(days));
        for (String script : List.of("events.sql", "tables.sql", "functions.sql")) {
          statement.execute(script(script));
        }
        statement.execute("SET lock_configuration = true");
      }
      return new Instance(
          instanceId,
          until,
          database,
          names(
              database,
              "SELECT view_name FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal"),
          names(
              database,
              """
              SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'aggregate'
              UNION SELECT 'collect'"""));
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Cannot make events of instance '%s'".formatted(instanceId), e);
    }
  }

  /** A session that sees events of a window and no others. */
  Connection connect(LocalDateTime from, LocalDateTime until) throws SQLException {
    Connection connection = database.duplicate();
    set(connection, "seed", "'" + instanceId.replace("'", "''") + "'");
    set(connection, "window_from", "TIMESTAMP '%s'".formatted(from));
    set(connection, "window_until", "TIMESTAMP '%s'".formatted(until));
    return connection;
  }

  private static void set(Connection connection, String variable, String value)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET VARIABLE %s = %s".formatted(variable, value));
    }
  }

  private static Set<String> names(Connection connection, String sql) throws SQLException {
    Set<String> names = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return Set.copyOf(names);
  }

  private static String script(String name) {
    try (InputStream in = Objects.requireNonNull(Instance.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot close instance '%s'".formatted(instanceId), e);
    }
  }

  @Override
  public String toString() {
    return "Instance[instanceId=%s, until=%s]".formatted(instanceId, until);
  }
}
