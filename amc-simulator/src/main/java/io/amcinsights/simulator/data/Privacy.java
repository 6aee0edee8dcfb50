package io.amcinsights.simulator.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A query that also counts the users behind each of its rows, where its last grouping still sees
 * them; one that groups users away earlier has no threshold.
 *
 * @param sql what to run; the count, if there is one, is its last column
 * @param counted whether there is one
 * @param aggregated for each column of the query itself, whether its values are withheld
 * @param threshold users that a row needs
 */
record Privacy(String sql, boolean counted, List<Boolean> aggregated, int threshold) {

  private static final String COUNT = "users_behind_row";

  static Privacy of(SqlTree tree, Connection connection, Set<String> aggregates)
      throws SQLException, QueryRefused {
    ObjectNode select = tree.root();
    Predicate<JsonNode> aggregate = node -> isAggregate(node, aggregates);
    if (!groups(select, aggregate)) {
      return new Privacy(tree.text(), false, List.of(), 0);
    }
    List<Boolean> aggregated = new ArrayList<>();
    int threshold = Threshold.LOW.users();
    for (JsonNode item : select.path("select_list")) {
      boolean withheld = any(item, aggregate);
      aggregated.add(withheld);
      threshold = withheld ? threshold : Math.max(threshold, threshold(item));
    }
    List<String> users = users(tree, connection);
    if (users.isEmpty()) {
      return new Privacy(tree.text(), false, List.of(), 0);
    }
    String user = users.size() == 1 ? users.get(0) : "coalesce(" + String.join(", ", users) + ")";
    return new Privacy(with(tree, user).text(), true, List.copyOf(aggregated), threshold);
  }

  /**
   * Only a plain select can take another column: {@code DISTINCT} would see it, {@code *} may hide
   * it.
   */
  private static boolean groups(ObjectNode select, Predicate<JsonNode> aggregate) {
    return SqlTree.is(select, "SELECT_NODE")
        && (!select.path("group_expressions").isEmpty()
            || any(select.path("select_list"), aggregate)
            || select.path("aggregate_handling").asText().equals("FORCE_AGGREGATES"))
        && !any(select.path("modifiers"), node -> SqlTree.is(node, "DISTINCT_MODIFIER"))
        && !any(select.path("select_list"), node -> SqlTree.isClass(node, "STAR"));
  }

  private static boolean isAggregate(JsonNode node, Set<String> aggregates) {
    return SqlTree.isClass(node, "FUNCTION") && aggregates.contains(SqlTree.function(node));
  }

  private static boolean any(JsonNode tree, Predicate<JsonNode> test) {
    boolean[] found = new boolean[1];
    SqlTree.walk(tree, node -> found[0] |= test.test(node), node -> true);
    return found[0];
  }

  private static int threshold(JsonNode item) {
    int[] highest = new int[1];
    SqlTree.walk(
        item,
        node -> {
          if (SqlTree.isClass(node, "COLUMN_REF")) {
            highest[0] = Math.max(highest[0], Threshold.of(SqlTree.column(node)).users());
          }
        },
        node -> true);
    return highest[0];
  }

  /** Every way in which the last select can name a user; the database is asked which exist. */
  private static List<String> users(SqlTree tree, Connection connection)
      throws SQLException, QueryRefused {
    if (binds(tree, "user_id", connection)) {
      return List.of("user_id");
    }
    Set<String> relations = new LinkedHashSet<>();
    SqlTree.walk(
        tree.root().path("from_table"),
        node -> {
          String alias = node.path("alias").asText();
          relations.add(alias.isEmpty() ? node.path("table_name").asText() : alias);
        },
        node -> !node.has("subquery") || node.has("alias"));
    List<String> users = new ArrayList<>();
    for (String relation : relations) {
      String user = "\"" + relation.replace("\"", "\"\"") + "\".user_id";
      if (!relation.isEmpty() && binds(tree, user, connection)) {
        users.add(user);
      }
    }
    return users;
  }

  private static boolean binds(SqlTree tree, String user, Connection connection)
      throws SQLException, QueryRefused {
    String sql = with(tree, user).text();
    try (PreparedStatement prepared = connection.prepareStatement(sql)) {
      ResultSetMetaData result = prepared.getMetaData();
      return COUNT.equals(result.getColumnName(result.getColumnCount()));
    } catch (SQLException e) {
      return false;
    }
  }

  private static SqlTree with(SqlTree tree, String user) throws SQLException, QueryRefused {
    SqlTree counting = tree.copy();
    ObjectNode count = counting.expression("count(DISTINCT %s) AS %s".formatted(user, COUNT));
    ((ArrayNode) counting.root().path("select_list")).add(count);
    return counting;
  }
}
