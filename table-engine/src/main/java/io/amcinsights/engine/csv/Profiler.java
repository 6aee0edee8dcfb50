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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
    return new Profile(dialect, rows[0], rows[1], 0, columns);
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
            .map(type -> first("n", "NOT f", type) + ", " + first("f", "f", type))
            .collect(Collectors.joining(", "));
    return """
        SELECT c, count(*) AS rows_all, count(*) FILTER (WHERE f) AS rows_filtered, \
        count(*) - count(v) AS nulls, \
        count(*) FILTER (WHERE NOT f AND v <> '') AS valued, %s FROM \
        (SELECT c, n, v, f, %s AS m FROM \
        (SELECT file_row_number AS n, %s AS f, unnest([%s]) AS v, unnest(range(%d)) AS c \
        FROM read_parquet(%s))) GROUP BY c ORDER BY c"""
        .formatted(
            violations,
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

  /** The first value that does not fit: its row and its text. */
  private static String first(String prefix, String rows, ColumnType type) {
    return "min(n) %1$s AS %2$s_n_%3$s, arg_min(v, n) %1$s AS %2$s_v_%3$s"
        .formatted(
            "FILTER (WHERE %s AND m & %d = 0)".formatted(rows, TypeRules.bit(type)),
            prefix,
            type.wireName());
  }

  private static Profile.Column column(ResultSet row, String source, String name)
      throws SQLException {
    Map<ColumnType, Profile.Misfit> misfits = misfits(row, "n");
    var column =
        new Profile.Column(source, name, row.getLong("nulls"), null, misfits, misfits(row, "f"));
    return row.getLong("valued") == 0
        ? column
        : new Profile.Column(
            source,
            name,
            column.nulls(),
            TypeRules.choose(name, column.fits()),
            misfits,
            column.filteredMisfits());
  }

  private static Map<ColumnType, Profile.Misfit> misfits(ResultSet row, String prefix)
      throws SQLException {
    Map<ColumnType, Profile.Misfit> misfits = new EnumMap<>(ColumnType.class);
    for (ColumnType type : TypeRules.narrow()) {
      long first = row.getLong(prefix + "_n_" + type.wireName());
      if (!row.wasNull()) {
        String value = row.getString(prefix + "_v_" + type.wireName());
        misfits.put(type, new Profile.Misfit(first + 2, value));
      }
    }
    return misfits;
  }
}
