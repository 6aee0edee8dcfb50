package io.amcinsights.engine.json;

import io.amcinsights.core.transform.Profile;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import io.amcinsights.engine.types.TypeRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns plain rows into Parquet, with every column as its profile says it is stored.
 *
 * @param longest bytes of the longest row
 * @param lineBreaks whether values hold line feeds
 */
record StagedParquet(Path plain, List<Profile.Column> columns, long longest, boolean lineBreaks) {

  /** Returns how many rows DuckDB read. */
  long write(Path target) {
    try (DuckSession duck = Duck.open()) {
      return duck.update(statement(target));
    }
  }

  private String statement(Path target) {
    List<String> selected = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (Profile.Column column : columns) {
      String name = "c" + types.size();
      types.add("'%s': '%s'".formatted(name, TypeRules.sqlType(column.stored().type())));
      selected.add(name + " AS " + Sql.name(column.source()));
    }
    if (types.size() == 1) {
      // The plain rows have a second value in every line.
      types.add("'behind': 'VARCHAR'");
    }
    // The buffers are sized by the longest line, so it is not simply set to the most allowed.
    // Line breaks inside quotes are taken for ends of rows where two threads' parts meet.
    return """
        COPY (SELECT %s FROM read_csv(%s, auto_detect = false, header = false, delim = ',', \
        quote = '"', escape = '"', new_line = '\\n', nullstr = '', allow_quoted_nulls = false, \
        strict_mode = true, max_line_size = %d, parallel = %s, columns = {%s})) \
        TO %s (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V1)"""
        .formatted(
            String.join(", ", selected),
            Sql.text(plain.toString()),
            Math.max(1 << 16, longest + 16),
            !lineBreaks,
            String.join(", ", types),
            Sql.text(target.toString()));
  }
}
