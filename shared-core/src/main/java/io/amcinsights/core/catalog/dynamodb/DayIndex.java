package io.amcinsights.core.catalog.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dynamodb.DynamoTable;
import io.amcinsights.core.dynamodb.Key;
import io.amcinsights.core.dynamodb.Query;
import io.amcinsights.core.json.Json;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The days on which a dataset received anything, rows of the catalog's own table: {@code id} =
 * {@code days#{dataset}}, {@code delivery} = the day. Whoever looks for recent deliveries asks the
 * partitions of those days and no others, however far back.
 */
final class DayIndex {

  private final DynamoTable table;

  // A process writes each day once; a day that is written twice does no harm.
  private final Set<Key> written = ConcurrentHashMap.newKeySet();

  DayIndex(DynamoTable table) {
    this.table = table;
  }

  /** To be called before a delivery of that day is written, so that no crash hides it. */
  void add(String dataset, String day) {
    Key key = Key.of("id", partition(dataset), "delivery", day);
    if (!written.contains(key)) {
      ObjectNode row = Json.versioned(1).put("id", partition(dataset)).put("delivery", day);
      table.insert(key, row);
      written.add(key);
    }
  }

  /** Newest first. */
  List<String> since(String dataset, String day) {
    Query days =
        Query.partition("id", partition(dataset)).and("#delivery >= :day", "day", day).descending();
    return table.query(days).stream().map(row -> Json.text(row, "delivery")).toList();
  }

  private static String partition(String dataset) {
    return "days#" + dataset;
  }
}
