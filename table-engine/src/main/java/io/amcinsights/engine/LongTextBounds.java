package io.amcinsights.engine;

import io.amcinsights.core.naming.Names;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * Bounds of columns with long texts: DuckDB cuts them at 256 bytes, and leaves them out where the
 * cut would go through a character. A key has up to 1,024 bytes, and replacement searches by it.
 */
final class LongTextBounds {

  /** One more than is kept: a bound that is longer is known to have been cut. */
  private static final int LENGTH = DataFileMetrics.TEXT_LENGTH + 1;

  private LongTextBounds() {}

  /**
   * Puts in the bounds that are missing, and whole ones of lineage columns.
   *
   * @param file as DuckDB wrote it
   * @param statistics as {@link DataFileMetrics} takes them
   */
  static void complete(
      DuckSession duck,
      Schema schema,
      Path file,
      long rows,
      Map<String, Map<String, String>> statistics) {
    for (Types.NestedField field : schema.columns()) {
      Map<String, String> column = statistics.get(Sql.name(field.name()));
      boolean text = field.type().typeId() == Type.TypeID.STRING;
      if (!text || column == null || String.valueOf(rows).equals(column.get("null_count"))) {
        continue;
      }
      String value = Sql.name(field.name());
      if (Names.LINEAGE_COLUMNS.contains(field.name())) {
        if (!isExact(column)) {
          column.putAll(bounds(duck, file, value));
        }
      } else if (!column.containsKey("min") || !column.containsKey("max")) {
        column.putAll(bounds(duck, file, "left(%s, %d)".formatted(value, LENGTH)));
      }
    }
  }

  private static boolean isExact(Map<String, String> column) {
    return "true".equals(column.get("min_is_exact")) && "true".equals(column.get("max_is_exact"));
  }

  private static Map<String, String> bounds(DuckSession duck, Path file, String value) {
    return duck.one(
        "SELECT min(%1$s), max(%1$s) FROM read_parquet(%2$s)"
            .formatted(value, Sql.text(file.toString())),
        row -> Map.of("min", row.getString(1), "max", row.getString(2)));
  }
}
