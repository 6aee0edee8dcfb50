package io.amcinsights.engine.csv;

import io.amcinsights.core.transform.Profile;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import io.amcinsights.engine.types.TypeRules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns a plain copy into Parquet, with every column as its profile says it is stored. */
final class StagedParquet {

  private final CsvCopy copy;
  private final Path plain;

  StagedParquet(CsvCopy copy, Path plain) {
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
    List<String> selected = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (Profile.Column column : copy.rows().columns()) {
      String name = "c" + columns.size();
      columns.add("'%s': '%s'".formatted(name, TypeRules.sqlType(column.stored().type())));
      selected.add(name + " AS " + Sql.name(column.source()));
    }
    if (columns.size() == 1) {
      // The plain copy has a second value in every line.
      columns.add("'behind': 'VARCHAR'");
    }
    // The buffers are sized by the longest line, so it is not simply set to the most allowed.
    // Line breaks inside quotes are taken for ends of records where two threads' parts meet.
    long longest = Math.max(1 << 16, copy.longestRecord() + 16);
    return """
        COPY (SELECT %s FROM read_csv(%s, auto_detect = false, header = false, delim = %s, \
        quote = '"', escape = '"', new_line = '\\n', nullstr = '', allow_quoted_nulls = false, \
        strict_mode = true, max_line_size = %d, parallel = %s, columns = {%s})) \
        TO %s (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V1)"""
        .formatted(
            String.join(", ", selected),
            Sql.text(plain.toString()),
            Sql.text(copy.dialect().delimiterText()),
            longest,
            !copy.lineBreaks(),
            String.join(", ", columns),
            Sql.text(target.toString()));
  }
}
