package io.amcinsights.engine.plain;

import io.amcinsights.core.transform.Profile;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import io.amcinsights.engine.types.TypeRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as text that DuckDB cannot misunderstand: doubled quotes, line feeds, no header, nothing
 * quoted that is missing, and a second value behind the only one.
 *
 * @param longest bytes of the longest row
 * @param lineBreaks whether values hold line feeds
 */
public record PlainText(Path file, String delimiter, long rows, long longest, boolean lineBreaks) {

  /** Small enough for two threads to have several in a few hundred megabytes. */
  private static final long BUFFER_BYTES = 4 << 20;

  /**
   * Writes the rows as Parquet, with every column as its profile says it is stored.
   *
   * @return the target
   */
  public Path toParquet(List<Profile.Column> columns, Path target) {
    try (DuckSession duck = Duck.open()) {
      long written = duck.update(statement(columns, target));
      if (written != rows) {
        // Two readers disagree: better no rows than wrong rows.
        throw new IllegalStateException(
            "DuckDB read %d rows of %d; please report this file".formatted(written, rows));
      }
    }
    return target;
  }

  private String statement(List<Profile.Column> columns, Path target) {
    List<String> selected = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (Profile.Column column : columns) {
      String name = "c" + types.size();
      types.add("'%s': '%s'".formatted(name, TypeRules.sqlType(column.stored().type())));
      selected.add(name + " AS " + Sql.name(column.source()));
    }
    if (types.size() == 1) {
      // The second value, so that a null is no blank line to anybody.
      types.add("'behind': 'VARCHAR'");
    }
    long longestLine = Math.max(1 << 16, longest + 16);
    // Line breaks inside quotes are taken for ends of rows where two threads' parts meet.
    return """
        COPY (SELECT %s FROM read_csv(%s, auto_detect = false, header = false, delim = %s, \
        quote = '"', escape = '"', new_line = '\\n', nullstr = '', allow_quoted_nulls = false, \
        strict_mode = true, max_line_size = %d, buffer_size = %d, parallel = %s, columns = {%s})) \
        TO %s (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V1)"""
        .formatted(
            String.join(", ", selected),
            Sql.text(file.toString()),
            Sql.text(delimiter),
            longestLine,
            Math.max(BUFFER_BYTES, 2 * longestLine),
            !lineBreaks,
            String.join(", ", types),
            Sql.text(target.toString()));
  }
}
