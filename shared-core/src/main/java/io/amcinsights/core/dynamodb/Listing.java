package io.amcinsights.core.dynamodb;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.List;
import java.util.function.Function;

/**
 * Lists all rows of a small table through its index {@code all} (partition {@code kind}, sorted by
 * name) instead of a scan. The index holds keys only: writes that change anything else never touch
 * its one partition.
 *
 * @param kind what the rows are
 * @param sort the attribute that names a row
 */
public record Listing(String kind, String sort) {

  private static final String INDEX = "all";

  /** The row with what puts it into the index. */
  public ObjectNode listed(ObjectNode row) {
    return row.put("kind", kind);
  }

  /** All rows, by name. */
  public List<JsonNode> all(DynamoTable table, Function<String, Key> key) {
    List<Key> keys =
        table.query(Query.index(INDEX, "kind", kind)).stream()
            .map(row -> key.apply(Json.text(row, sort)))
            .toList();
    return table.getAll(keys).stream().sorted(comparing(row -> Json.text(row, sort))).toList();
  }
}
