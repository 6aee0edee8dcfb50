package io.amcinsights.engine.csv;

import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Turns a plain copy into Parquet with every column as text. */
final class TextParquet {

  private final CsvCopy copy;
  private final Path plain;

  TextParquet(CsvCopy copy, Path plain) {
    this.copy = copy;
    this.plain = plain;
  }

  Path write(Path target) {
    try (DuckSession duck = Duck.open()) {
      long written = duck.update(statement(target));
      if (written != copy.rows().rows()) {
        // Two readers disagree: better no rows than wrong rows.
        throw new IllegalStateException(
            "DuckDB read %d rows of %d; please report this file"
                .formatted(written, copy.rows().rows()));
      }
    }
    return target;
  }

  private String statement(Path target) {
    List<String> names = copy.rows().sources();
    int read = Math.max(2, names.size());
    String columns =
        IntStream.range(0, read)
            .mapToObj("'c%d': 'VARCHAR'"::formatted)
            .collect(Collectors.joining(", "));
    String selected =
        IntStream.range(0, names.size())
            .mapToObj(i -> "c%d AS %s".formatted(i, Sql.name(names.get(i))))
            .collect(Collectors.joining(", "));
    // The buffers are sized by the longest line, so it is not simply set to the most allowed.
    // Line breaks inside quotes are taken for ends of records where two threads' parts meet.
    long longest = Math.max(1 << 16, copy.longestRecord() + 16);
    return """
        COPY (SELECT %s FROM read_csv(%s, auto_detect = false, header = false, delim = %s, \
        quote = '"', escape = '"', new_line = '\\n', nullstr = '', allow_quoted_nulls = false, \
        strict_mode = true, max_line_size = %d, parallel = %s, columns = {%s})) \
        TO %s (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V1)"""
        .formatted(
            selected,
            Sql.text(plain.toString()),
            Sql.text(copy.dialect().delimiterText()),
            longest,
            !copy.lineBreaks(),
            columns,
            Sql.text(target.toString()));
  }
}
