package io.amcinsights.engine.duck;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;

/** A connection. Every statement gets a Statement of its own: a failed one closes its Statement. */
public final class DuckSession implements AutoCloseable {

  /** Reads one row. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final DuckDBConnection connection;
  private final Consumer<SQLException> failed;

  DuckSession(DuckDBConnection connection, Consumer<SQLException> failed) {
    this.connection = connection;
    this.failed = failed;
  }

  /** Runs a statement whose result does not matter. */
  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failure(sql, e);
    }
  }

  /** Runs a statement that writes rows, for example a plain COPY, and says how many. */
  public long update(String sql) {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw failure(sql, e);
    }
  }

  /** Reads every row. */
  public <T> List<T> query(String sql, RowReader<T> reader) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(reader.read(rows));
      }
      return read;
    } catch (SQLException e) {
      throw failure(sql, e);
    }
  }

  /** Reads the only row. */
  public <T> T one(String sql, RowReader<T> reader) {
    return query(sql, reader).get(0);
  }

  /** Hands out the open result, so that columns can be read as well. */
  public <T> T read(String sql, RowReader<T> reader) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return reader.read(rows);
    } catch (SQLException e) {
      throw failure(sql, e);
    }
  }

  private DuckException failure(String sql, SQLException e) {
    failed.accept(e);
    return new DuckException(sql, e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot close a DuckDB connection: " + e.getMessage(), e);
    }
  }
}
