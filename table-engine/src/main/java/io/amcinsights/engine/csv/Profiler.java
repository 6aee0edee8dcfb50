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
import org.jspecify.annotations.Nullable;

/** Learns about staged columns in one pass over the staged file. */
final class Profiler {

  private static final String FILTERED = "filtered";

  private final DuckSession duck;

  Profiler(DuckSession duck) {
    this.duck = duck;
  }

  /**
   * @param sources names of the staged columns
   */
  Profile profile(Path data, Profile.Dialect dialect, List<String> sources) {
    List<String> names = Names.columns(sources);
    return duck.one(statement(data, sources, names), row -> read(row, dialect, sources, names));
  }

  private static String statement(Path data, List<String> sources, List<String> names) {
    int filtered = names.indexOf(FILTERED);
    String isFiltered =
        filtered < 0
            ? "false"
            : "coalesce(lower(%s) = 'true', false)".formatted(Sql.name(sources.get(filtered)));
    StringBuilder inner =
        new StringBuilder("file_row_number AS n, ").append(isFiltered).append(" AS f");
    StringBuilder outer = new StringBuilder("count(*), count(*) FILTER (WHERE f)");
    for (int i = 0; i < sources.size(); i++) {
      String v = Sql.name(sources.get(i));
      inner.append(
          ", %s AS c%d, CASE WHEN %s THEN %d ELSE %s END AS m%d"
              .formatted(v, i, isFiltered, TypeRules.ALL, TypeRules.fitsSql(v), i));
      outer.append(
          ", count(*) - count(c%1$d), bit_and(m%1$d), count(*) FILTER (WHERE NOT f AND c%1$d <> '')"
              .formatted(i));
      for (ColumnType type : TypeRules.narrow()) {
        String violated = "FILTER (WHERE m%d & %d = 0)".formatted(i, TypeRules.bit(type));
        outer.append(", min(n) %1$s, arg_min(c%2$d, n) %1$s".formatted(violated, i));
      }
    }
    return "SELECT %s FROM (SELECT %s FROM read_parquet(%s))"
        .formatted(outer, inner, Sql.text(data.toString()));
  }

  private static Profile read(
      ResultSet row, Profile.Dialect dialect, List<String> sources, List<String> names)
      throws SQLException {
    int perColumn = 3 + 2 * TypeRules.narrow().size();
    List<Profile.Column> columns = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      columns.add(column(row, 3 + i * perColumn, sources.get(i), names.get(i)));
    }
    return new Profile(dialect, row.getLong(1), row.getLong(2), columns);
  }

  private static Profile.Column column(ResultSet row, int at, String source, String name)
      throws SQLException {
    List<ColumnType> fits = TypeRules.types(row.getInt(at + 1));
    boolean valued = row.getLong(at + 2) > 0;
    ColumnType type = valued ? TypeRules.choose(name, fits) : null;
    return new Profile.Column(
        source, name, row.getLong(at), type, fits, valued ? witness(row, at + 3, fits) : null);
  }

  /** The value that ended the last hope of a narrower type. */
  private static @Nullable String witness(ResultSet row, int at, List<ColumnType> fits)
      throws SQLException {
    String witness = null;
    long latest = -1;
    for (int t = 0; t < TypeRules.narrow().size(); t++) {
      ColumnType type = TypeRules.narrow().get(t);
      boolean narrower = type.compareTo(fits.get(0)) < 0;
      // That a number is no truth value and a time no number explains nothing.
      boolean related =
          fits.get(0) == ColumnType.STRING
              || (type == ColumnType.LONG && fits.get(0) == ColumnType.DOUBLE)
              || (type == ColumnType.DATE && fits.get(0) == ColumnType.TIMESTAMP);
      long first = row.getLong(at + 2 * t);
      if (narrower && related && !row.wasNull() && first > latest) {
        latest = first;
        witness = row.getString(at + 2 * t + 1);
      }
    }
    return witness;
  }
}
