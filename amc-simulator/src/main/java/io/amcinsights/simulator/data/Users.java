package io.amcinsights.simulator.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What names a single user, and may be counted but never shown. */
final class Users {

  private static final Set<String> IDENTIFIERS = Set.of("user_id", "request_tag", "conversion_id");

  /** How {@code tables.sql} makes identifiers. */
  private static final Pattern IDENTIFIER = Pattern.compile("amc[0-9a-f]{32}");

  private static final int LENGTH = 35;

  private static final String REASON =
      "Identifiers of users can be counted but not be in the result";

  private static final Set<String> COUNTS = Set.of("count", "count_star", "approx_count_distinct");

  /** Expressions whose value is a truth about others, by class or by type. */
  private static final Set<String> YES_OR_NO =
      Set.of(
          "COMPARISON",
          "CONJUNCTION",
          "BETWEEN",
          "OPERATOR_IS_NULL",
          "OPERATOR_IS_NOT_NULL",
          "OPERATOR_NOT",
          "COMPARE_IN",
          "COMPARE_NOT_IN");

  /** What decides the order of values and which belong together, not what they are. */
  private static final Set<String> ORDERING = Set.of("partitions", "orders", "order_bys", "filter");

  private Users() {}

  /** Refuses a query that shows an identifier, whatever it calls it on the way. */
  static void refuseIn(SqlTree tree) throws QueryRefused {
    Set<String> identifying = new HashSet<>(IDENTIFIERS);
    int before;
    do {
      before = identifying.size();
      tree.forEach(node -> node.path("select_list").forEach(item -> follow(item, identifying)));
    } while (identifying.size() > before);
    for (ObjectNode select : tree.outermost()) {
      for (JsonNode item : select.path("select_list")) {
        if (shows(item, identifying)) {
          throw new QueryRefused(REASON);
        }
      }
    }
  }

  /** Refuses a result that shows an identifier by its own name, as {@code *} may. */
  static void refuseIn(ResultSetMetaData result) throws SQLException, QueryRefused {
    for (int i = 1; i <= result.getColumnCount(); i++) {
      if (IDENTIFIERS.contains(result.getColumnName(i).toLowerCase(Locale.ROOT))) {
        throw new QueryRefused(REASON);
      }
    }
  }

  /** Refuses a value that holds an identifier, however it came there. */
  static void refuseIn(String value) throws QueryRefused {
    if (value.length() >= LENGTH && IDENTIFIER.matcher(value).find()) {
      throw new QueryRefused(REASON);
    }
  }

  private static void follow(JsonNode item, Set<String> identifying) {
    String alias = item.path("alias").asText();
    if (!alias.isEmpty() && shows(item, identifying)) {
      identifying.add(alias.toLowerCase(Locale.ROOT));
    }
  }

  private static boolean shows(JsonNode node, Set<String> identifying) {
    if (SqlTree.isClass(node, "COLUMN_REF")) {
      return identifying.contains(SqlTree.column(node));
    }
    if (COUNTS.contains(SqlTree.function(node)) || saysYesOrNo(node)) {
      return false;
    }
    if (node.has("when_expr")) {
      return shows(node.path("then_expr"), identifying);
    }
    for (Map.Entry<String, JsonNode> part : node.properties()) {
      if (!ORDERING.contains(part.getKey()) && shows(part.getValue(), identifying)) {
        return true;
      }
    }
    return node.isArray() && anyShows(node, identifying);
  }

  private static boolean anyShows(JsonNode nodes, Set<String> identifying) {
    for (JsonNode node : nodes) {
      if (shows(node, identifying)) {
        return true;
      }
    }
    return false;
  }

  private static boolean saysYesOrNo(JsonNode node) {
    return YES_OR_NO.contains(node.path("class").asText())
        || YES_OR_NO.contains(node.path("type").asText());
  }
}
