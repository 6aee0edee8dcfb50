package io.amcinsights.engine.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.iceberg.catalog.TableIdentifier;

/** Lets DuckDB's own parser say which tables a statement names, and that it only reads. */
final class QueryTables {

  /**
   * A table as the statement names it.
   *
   * @param database empty for a bare name
   */
  record Name(String database, String table) {

    static Name parse(String name) {
      int dot = name.indexOf('.');
      return dot < 0
          ? new Name("", name)
          : new Name(name.substring(0, dot), name.substring(dot + 1));
    }

    boolean matches(TableIdentifier identifier) {
      return identifier.name().equals(table.toLowerCase(Locale.ROOT))
          && (database.isEmpty()
              || identifier.namespace().toString().equals(database.toLowerCase(Locale.ROOT)));
    }
  }

  private QueryTables() {}

  static List<Name> of(DuckSession duck, String sql) {
    String json =
        duck.one(
            "SELECT CAST(json_serialize_sql(%s) AS VARCHAR)".formatted(Sql.text(sql)),
            row -> row.getString(1));
    JsonNode parsed = Json.read("Parsed query", json);
    if (parsed.path("error").asBoolean()) {
      throw refused(parsed);
    }
    if (parsed.path("statements").size() != 1) {
      throw new InvalidInputException("A query is one statement; ask them one after the other");
    }
    Set<Name> names = new LinkedHashSet<>();
    collect(parsed, names);
    return new ArrayList<>(names);
  }

  private static InvalidInputException refused(JsonNode parsed) {
    return parsed.path("error_type").asText().equals("parser")
        ? new InvalidInputException(
            "The query cannot be read: %s", parsed.path("error_message").asText())
        : new InvalidInputException(
            "Only queries are answered: a statement that begins with SELECT, WITH, FROM, VALUES or"
                + " DESCRIBE");
  }

  private static void collect(JsonNode node, Set<Name> names) {
    if (node.path("type").asText().equals("BASE_TABLE")) {
      names.add(new Name(node.path("schema_name").asText(), node.path("table_name").asText()));
    }
    node.forEach(child -> collect(child, names));
  }
}
