package io.amcinsights.engine.csv;

import io.amcinsights.core.naming.Names;
import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import io.amcinsights.engine.types.TypeRules;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Learns about staged columns in one pass over the staged file. */
final class Profiler {

  private static final String FILTERED = "filtered";
  private static final int LONGEST_NUMBER = 400;
  private static final int SHOWN = 100;

  private final DuckSession duck;

  Profiler(DuckSession duck) {
    this.duck = duck;
  }

  /**
   * @param sources names of the staged columns
   */
  Profile profile(Path data, Profile.Dialect dialect, List<String> sources) {
    List<String> names = Names.columns(sources);
    List<Profile.Column> columns = new ArrayList<>();
    long[] rows = new long[2];
    duck.query(
        statement(data, sources, names),
        row -> {
          rows[0] = row.getLong("rows_all");
          rows[1] = row.getLong("rows_filtered");
          int i = row.getInt("c");
          return columns.add(column(row, sources.get(i), names.get(i)));
        });
    return new Profile(dialect, rows[0], rows[1], columns);
  }

  /** One row per column: planning the tests once is what makes small files fast. */
  private static String statement(Path data, List<String> sources, List<String> names) {
    int filtered = names.indexOf(FILTERED);
    String isFiltered =
        filtered < 0
            ? "false"
            : "coalesce(lower(%s) = 'true', false)".formatted(Sql.name(sources.get(filtered)));
    String values = sources.stream().map(Profiler::shortened).collect(Collectors.joining(", "));
    String violations =
        TypeRules.narrow().stream()
            .map(
                type ->
                    "min(n) %1$s AS n_%2$s, arg_min(v, n) %1$s AS v_%2$s"
                        .formatted(
                            "FILTER (WHERE m & %d = 0)".formatted(TypeRules.bit(type)),
                            type.wireName()))
            .collect(Collectors.joining(", "));
    return """
        SELECT c, count(*) AS rows_all, count(*) FILTER (WHERE f) AS rows_filtered, \
        count(*) - count(v) AS nulls, bit_and(m) AS fits, \
        count(*) FILTER (WHERE NOT f AND v <> '') AS valued, %s FROM \
        (SELECT c, n, v, f, CASE WHEN f THEN %d ELSE %s END AS m FROM \
        (SELECT file_row_number AS n, %s AS f, unnest([%s]) AS v, unnest(range(%d)) AS c \
        FROM read_parquet(%s))) GROUP BY c ORDER BY c"""
        .formatted(
            violations,
            TypeRules.ALL,
            TypeRules.fitsSql("v"),
            isFiltered,
            values,
            sources.size(),
            Sql.text(data.toString()));
  }

  /**
   * What is that long is text, whatever it begins with; its whole length would only cost memory.
   */
  private static String shortened(String source) {
    return "CASE WHEN strlen(%1$s) > %2$d THEN left(%1$s, %3$d) || '...' ELSE %1$s END"
        .formatted(Sql.name(source), LONGEST_NUMBER, SHOWN);
  }

  private static Profile.Column column(ResultSet row, String source, String name)
      throws SQLException {
    List<ColumnType> fits = TypeRules.types(row.getInt("fits"));
    boolean valued = row.getLong("valued") > 0;
    return new Profile.Column(
        source,
        name,
        row.getLong("nulls"),
        valued ? TypeRules.choose(name, fits) : null,
        fits,
        valued ? witness(row, fits) : null);
  }

  /** The value that ended the last hope of a narrower type. */
  private static @Nullable String witness(ResultSet row, List<ColumnType> fits)
      throws SQLException {
    String witness = null;
    long latest = -1;
    for (ColumnType type : TypeRules.narrow()) {
      // That a number is no truth value and a time no number explains nothing.
      boolean related =
          fits.get(0) == ColumnType.STRING
              || (type == ColumnType.LONG && fits.get(0) == ColumnType.DOUBLE)
              || (type == ColumnType.DATE && fits.get(0) == ColumnType.TIMESTAMP);
      long first = row.getLong("n_" + type.wireName());
      if (related && !row.wasNull() && first > latest) {
        latest = first;
        witness = row.getString("v_" + type.wireName());
      }
    }
    return witness;
  }
}
