package io.amcinsights.simulator.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A query as the database's own parser reads it, so that no text is ever pasted into SQL. */
final class SqlTree {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Connection connection;
  private final ObjectNode document;

  private SqlTree(Connection connection, ObjectNode document) {
    this.connection = connection;
    this.document = document;
  }

  static SqlTree parse(Connection connection, String sql) throws SQLException, QueryRefused {
    ObjectNode document =
        (ObjectNode) read(call(connection, "json_serialize_sql(?::VARCHAR)", sql));
    if (document.path("error").asBoolean()) {
      throw new QueryRefused(
          document.path("error_type").asText().equals("parser")
              ? "The SQL has a syntax error near character " + document.path("position").asText("?")
              : "Only SELECT is allowed");
    }
    if (document.path("statements").size() != 1) {
      throw new QueryRefused("The SQL must be one statement");
    }
    return new SqlTree(connection, document);
  }

  SqlTree copy() {
    return new SqlTree(connection, document.deepCopy());
  }

  /** What the whole query is: a select, or selects put together. */
  ObjectNode root() {
    return (ObjectNode) document.path("statements").path(0).path("node");
  }

  /** The query as SQL. */
  String text() throws SQLException {
    return call(connection, "json_deserialize_sql(?::JSON)", document.toString());
  }

  /** One expression, parsed by itself. */
  ObjectNode expression(String sql) throws SQLException, QueryRefused {
    return (ObjectNode) parse(connection, "SELECT " + sql).root().path("select_list").path(0);
  }

  /** A text literal: the database writes its quotes. */
  ObjectNode text(String value) throws SQLException, QueryRefused {
    ObjectNode constant = expression("''");
    ((ObjectNode) constant.path("literal")).put("text", value);
    return constant;
  }

  void forEach(Consumer<ObjectNode> visitor) {
    walk(document, visitor, node -> true);
  }

  static void walk(JsonNode node, Consumer<ObjectNode> visitor, Predicate<JsonNode> into) {
    if (!into.test(node)) {
      return;
    }
    if (node instanceof ObjectNode object) {
      visitor.accept(object);
    }
    for (JsonNode child : node) {
      walk(child, visitor, into);
    }
  }

  /** The last selects of the query, whose columns are its result's. */
  List<ObjectNode> outermost() {
    List<ObjectNode> selects = new ArrayList<>();
    outermost(root(), selects);
    return selects;
  }

  private static void outermost(JsonNode node, List<ObjectNode> selects) {
    if (is(node, "SELECT_NODE")) {
      selects.add((ObjectNode) node);
      return;
    }
    for (String part : List.of("children", "left", "right", "child")) {
      JsonNode below = node.path(part);
      if (below instanceof ArrayNode) {
        below.forEach(child -> outermost(child, selects));
      } else if (below instanceof ObjectNode) {
        outermost(below, selects);
      }
    }
  }

  static boolean is(JsonNode node, String type) {
    return node.path("type").asText().equals(type);
  }

  static boolean isClass(JsonNode node, String name) {
    return node.path("class").asText().equals(name);
  }

  static String function(JsonNode node) {
    return node.path("function_name").asText().toLowerCase(Locale.ROOT);
  }

  /** The column that a reference ends with, whatever table it starts with. */
  static String column(JsonNode reference) {
    JsonNode names = reference.path("column_names");
    return names.path(names.size() - 1).asText().toLowerCase(Locale.ROOT);
  }

  private static String call(Connection connection, String function, String argument)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT " + function)) {
      statement.setString(1, argument);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read a parsed query", e);
    }
  }
}
