package io.amcinsights.engine;

import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import io.amcinsights.engine.types.TypeRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Checks the values of privacy-filtered rows, which had no say in the types: AMC leaves them empty,
 * and what it does not must not become null unseen.
 */
final class FilteredRows {

  private final DuckSession duck;

  FilteredRows(DuckSession duck) {
    this.duck = duck;
  }

  /** Why the file cannot be loaded with these types of columns; empty when it can. */
  Optional<String> misfit(StagedFile file, Map<String, ColumnType> types) {
    Optional<Profile.Column> filtered = file.column("filtered");
    List<Typed> typed =
        file.profile().columns().stream().flatMap(column -> typed(column, types).stream()).toList();
    if (file.profile().filteredRows() == 0 || filtered.isEmpty() || typed.isEmpty()) {
      return Optional.empty();
    }
    String values =
        typed.stream().map(one -> Sql.name(one.source())).collect(Collectors.joining(", "));
    String bits =
        IntStream.range(0, typed.size())
            .mapToObj(i -> String.valueOf(TypeRules.bit(typed.get(i).type())))
            .collect(Collectors.joining(", "));
    String statement =
        """
        SELECT c, v FROM (SELECT unnest([%s]) AS v, unnest(range(%d)) AS c, unnest([%s]) AS b \
        FROM read_parquet(%s) WHERE lower(%s) = 'true') WHERE %s & b = 0 LIMIT 1"""
            .formatted(
                values,
                typed.size(),
                bits,
                Sql.text(file.data().toString()),
                Sql.name(filtered.get().source()),
                "(" + TypeRules.fitsSql("v") + ")");
    return duck.query(statement, row -> reason(typed.get(row.getInt(1)), row.getString(2))).stream()
        .findFirst();
  }

  private record Typed(String source, String name, ColumnType type) {}

  private static Optional<Typed> typed(Profile.Column column, Map<String, ColumnType> types) {
    ColumnType type = types.get(column.name());
    return type == null || type == ColumnType.STRING
        ? Optional.empty()
        : Optional.of(new Typed(column.source(), column.name(), type));
  }

  private static String reason(Typed column, String value) {
    return ("Column '%s' is %s but a privacy-filtered row has '%s'; declare the column string for"
            + " this workflow, or deliver the row without the value")
        .formatted(
            column.name(),
            column.type().wireName(),
            value.length() <= 60 ? value : value.substring(0, 60) + "...");
  }
}
