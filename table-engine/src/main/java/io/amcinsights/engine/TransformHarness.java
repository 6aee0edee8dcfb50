package io.amcinsights.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.LightTransform;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import io.amcinsights.engine.types.StoredSql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tries a light transform: text in, rows out, on this machine alone. For tests of transforms.
 *
 * @param work a folder to work in, for example JUnit's {@code @TempDir}
 */
public record TransformHarness(LightTransform transform, Path work) {

  /**
   * Rows as delivered, before types are decided.
   *
   * @param rows a map from column to text for every row, columns in order; null where there is no
   *     value
   */
  public record Table(List<Map<String, @Nullable String>> rows, Profile profile) {

    /**
     * What is known about a column.
     *
     * @param name its name in the table
     */
    public Profile.Column column(String name) {
      return profile.columns().stream()
          .filter(it -> it.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("There is no column " + name));
    }
  }

  /** Stages a text; a transform that rejects it throws. */
  public Staged stage(String name, String text) {
    return stage(name, text.getBytes(UTF_8));
  }

  /** Stages a file of this name. */
  public Staged stage(String name, byte[] content) {
    try {
      Path folder = Files.createTempDirectory(work, "transform");
      Path file = Files.write(folder.resolve("source"), content);
      Path staging = Files.createDirectory(folder.resolve("work"));
      return transform.apply(new SourceFile(file, name, 0), staging);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of a text that fills one table. */
  public Table table(String name, String text) {
    return table(name, text, Staged.Part.FILE);
  }

  /** The rows of one part of a text. */
  public Table table(String name, String text, String part) {
    Staged staged = stage(name, text);
    if (staged instanceof Staged.Tables tables) {
      return tables.parts().stream()
          .filter(it -> it.name().equals(part))
          .findFirst()
          .map(it -> read(it.staged()))
          .orElseThrow(() -> new IllegalArgumentException("There is no part '" + part + "'"));
    }
    return read(staged);
  }

  /** Reads back what was staged. */
  public static Table read(Staged staged) {
    if (!(staged instanceof Staged.Rows rows)) {
      throw new IllegalArgumentException("There are no rows: " + staged);
    }
    // Some columns are stored as types, but none whose text could not be had back.
    String columns =
        rows.profile().columns().stream()
            .map(
                column -> {
                  String name = Sql.name(column.source());
                  return StoredSql.value(name, column.stored(), ColumnType.STRING) + " AS " + name;
                })
            .collect(Collectors.joining(", "));
    String file = Sql.text(rows.data().toString());
    try (DuckSession duck = Duck.open()) {
      return new Table(
          duck.query(
              "SELECT %s FROM read_parquet(%s)".formatted(columns, file), TransformHarness::row),
          rows.profile());
    }
  }

  private static Map<String, @Nullable String> row(ResultSet row) throws SQLException {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      values.put(row.getMetaData().getColumnName(i), row.getString(i));
    }
    return values;
  }
}
