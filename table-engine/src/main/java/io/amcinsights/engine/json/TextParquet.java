package io.amcinsights.engine.json;

import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Turns plain rows into Parquet with every column as text.
 *
 * @param longest bytes of the longest row
 * @param lineBreaks whether values hold line feeds
 */
record TextParquet(Path plain, List<String> columns, long longest, boolean lineBreaks) {

  /** Returns how many rows DuckDB read. */
  long write(Path target) {
    try (DuckSession duck = Duck.open()) {
      return duck.update(statement(target));
    }
  }

  private String statement(Path target) {
    int read = Math.max(2, columns.size());
    String types =
        IntStream.range(0, read)
            .mapToObj("'c%d': 'VARCHAR'"::formatted)
            .collect(Collectors.joining(", "));
    String selected =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "c%d AS %s".formatted(i, Sql.name(columns.get(i))))
            .collect(Collectors.joining(", "));
    // The buffers are sized by the longest line, so it is not simply set to the most allowed.
    // Line breaks inside quotes are taken for ends of rows where two threads' parts meet.
    return """
        COPY (SELECT %s FROM read_csv(%s, auto_detect = false, header = false, delim = ',', \
        quote = '"', escape = '"', new_line = '\\n', nullstr = '', allow_quoted_nulls = false, \
        strict_mode = true, max_line_size = %d, parallel = %s, columns = {%s})) \
        TO %s (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V1)"""
        .formatted(
            selected,
            Sql.text(plain.toString()),
            Math.max(1 << 16, longest + 16),
            !lineBreaks,
            types,
            Sql.text(target.toString()));
  }
}
