package io.amcinsights.simulator.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What AMC's SQL has that the database's has not, and the reverse. */
final class Dialect {

  /** Functions that answer a relation without reading anything. */
  private static final Set<String> TABLE_FUNCTIONS = Set.of("unnest", "generate_series", "range");

  /** Functions that look outside the query, or that answer otherwise every time. */
  private static final Set<String> FORBIDDEN =
      Set.of(
          "getenv",
          "getvariable",
          "current_setting",
          "set_config",
          "current_query",
          "nextval",
          "currval",
          "write_log",
          "random",
          "setseed",
          "uuid",
          "gen_random_uuid",
          "uuidv4",
          "uuidv7",
          "query",
          "query_table",
          "json_execute_serialized_sql",
          "json_serialize_sql",
          "json_deserialize_sql",
          "json_serialize_plan");

  private final Connection connection;
  private final Set<String> tables;

  Dialect(Connection connection, Set<String> tables) {
    this.connection = connection;
    this.tables = tables;
  }

  /** The query with nothing for its parameters. */
  SqlTree checked(String sql) throws SQLException, QueryRefused {
    SqlTree tree = allowed(sql);
    LocalDateTime any = LocalDateTime.of(2000, 1, 1, 0, 0);
    new Parameters(tree, null, any, any).fill();
    return tree;
  }

  /** The query with its parameters' values. */
  SqlTree answered(Query query) throws SQLException, QueryRefused {
    SqlTree tree = allowed(query.sql());
    new Parameters(tree, query.parameterValues(), query.from(), query.until()).fill();
    return tree;
  }

  private SqlTree allowed(String sql) throws SQLException, QueryRefused {
    SqlTree tree = SqlTree.parse(connection, sql);
    Set<String> named = new HashSet<>(tables);
    tree.forEach(
        node ->
            node.path("cte_map")
                .path("map")
                .forEach(cte -> named.add(cte.path("key").asText().toLowerCase(Locale.ROOT))));
    Set<String> problems = new HashSet<>();
    tree.forEach(node -> problem(node, named, problems));
    if (!problems.isEmpty()) {
      throw new QueryRefused(String.join("; ", problems.stream().sorted().toList()));
    }
    Users.refuseIn(tree);
    return tree;
  }

  private void problem(ObjectNode node, Set<String> named, Set<String> problems) {
    if (SqlTree.is(node, "BASE_TABLE")) {
      String name = node.path("table_name").asText().toLowerCase(Locale.ROOT);
      if (qualified(node) || !named.contains(name)) {
        problems.add(
            "The SQL reads a table that does not exist; these do: "
                + String.join(", ", tables.stream().sorted().toList()));
      }
    } else if (SqlTree.is(node, "TABLE_FUNCTION")) {
      if (!TABLE_FUNCTIONS.contains(SqlTree.function(node.path("function")))) {
        problems.add("Functions that read files or settings are not allowed");
      }
    } else if (SqlTree.is(node, "SHOW_REF")) {
      problems.add("Only SELECT is allowed");
    } else if (SqlTree.isClass(node, "PARAMETER")) {
      problems.add("Parameters are written CUSTOM_PARAMETER('name')");
    } else if (node.has("function_name")
        && (qualified(node) || FORBIDDEN.contains(SqlTree.function(node)))) {
      problems.add("Functions that read files or settings are not allowed");
    }
  }

  private static boolean qualified(JsonNode node) {
    return node.path("qualified_name").path("path").size() > 1
        || !node.path("schema_name").asText().isEmpty()
        || !node.path("catalog_name").asText().isEmpty();
  }

  /** Puts values in the places of parameters. */
  private record Parameters(
      SqlTree tree, @Nullable Map<String, String> values, LocalDateTime from, LocalDateTime until) {

    void fill() throws SQLException, QueryRefused {
      fill(tree.root());
    }

    private void fill(JsonNode node) throws SQLException, QueryRefused {
      if (node instanceof ObjectNode object) {
        for (String name : names(object)) {
          object.set(name, filled(object.path(name)));
        }
      } else if (node instanceof ArrayNode array) {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, filled(array.get(i)));
        }
      }
    }

    private JsonNode filled(JsonNode node) throws SQLException, QueryRefused {
      if (SqlTree.isClass(node, "FUNCTION")) {
        switch (SqlTree.function(node)) {
          case "custom_parameter" -> {
            return as(node, custom(argument(node)));
          }
          case "built_in_parameter" -> {
            return as(node, builtIn(argument(node)));
          }
          default -> {
            // Any other function: its arguments are looked at below.
          }
        }
      }
      fill(node);
      return node;
    }

    private ObjectNode custom(String name) throws SQLException, QueryRefused {
      if (values == null) {
        return tree.expression("NULL");
      }
      String value = values.get(name);
      if (value == null) {
        throw new QueryRefused("A parameter of the SQL has no value and no default");
      }
      return tree.text(value);
    }

    private ObjectNode builtIn(String name) throws SQLException, QueryRefused {
      return switch (name) {
        case "TIME_WINDOW_START" -> tree.expression("TIMESTAMP '%s'".formatted(from));
        case "TIME_WINDOW_END" -> tree.expression("TIMESTAMP '%s'".formatted(until));
        default ->
            throw new QueryRefused(
                "BUILT_IN_PARAMETER takes 'TIME_WINDOW_START' or 'TIME_WINDOW_END'");
      };
    }

    private static String argument(JsonNode function) throws QueryRefused {
      JsonNode arguments = function.path("arguments");
      JsonNode literal = arguments.path(0).path("expression").path("literal");
      if (arguments.size() != 1 || !literal.path("kind").asText().equals("STRING")) {
        throw new QueryRefused("A parameter's name is one text in quotes");
      }
      return literal.path("text").asText();
    }

    /** Keeps the name that the query gave the column. */
    private static ObjectNode as(JsonNode replaced, ObjectNode value) {
      value.put("alias", replaced.path("alias").asText());
      return value;
    }

    private static List<String> names(ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      return names;
    }
  }
}
