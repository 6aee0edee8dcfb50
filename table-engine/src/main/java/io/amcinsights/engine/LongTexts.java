package io.amcinsights.engine;

import io.amcinsights.engine.ColumnSummary.Bounds;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import java.nio.file.Path;

/**
 * Bounds of columns with long texts: DuckDB cuts them at 256 bytes, and leaves them out where the
 * cut would go through a character. A key has up to 1,024 bytes, and replacement searches by it.
 */
final class LongTexts {

  private LongTexts() {}

  static Bounds bounds(DuckSession duck, Path file, String column) {
    return read(duck, file, Sql.name(column));
  }

  /** Bounds of the first characters. */
  static Bounds bounds(DuckSession duck, Path file, String column, int characters) {
    return read(duck, file, "left(%s, %d)".formatted(Sql.name(column), characters));
  }

  private static Bounds read(DuckSession duck, Path file, String value) {
    return duck.one(
        "SELECT min(%1$s), max(%1$s) FROM read_parquet(%2$s)"
            .formatted(value, Sql.text(file.toString())),
        row -> new Bounds(row.getString(1), row.getString(2)));
  }
}
