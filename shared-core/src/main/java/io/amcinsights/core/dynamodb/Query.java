package io.amcinsights.core.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A question to a table or one of its indexes. In the condition {@code #name} stands for the
 * attribute of that name and {@code :name} for the field of that name in {@code values}.
 *
 * @param index null for the table itself, which is then read consistently
 * @param ascending by the sort attribute
 */
public record Query(
    @Nullable String index, String condition, ObjectNode values, boolean ascending, int limit) {

  /** All rows of the table in one partition, ascending. */
  public static Query partition(String name, String value) {
    return new Query(null, equality(name), values(name, value), true, Integer.MAX_VALUE);
  }

  /** All rows of an index in one partition, ascending. */
  public static Query index(String index, String name, String value) {
    return new Query(index, equality(name), values(name, value), true, Integer.MAX_VALUE);
  }

  private static String equality(String name) {
    return "#%s = :%s".formatted(name, name);
  }

  private static ObjectNode values(String name, String value) {
    return Json.object().put(name, value);
  }

  /**
   * Narrows to a part of the partition.
   *
   * @param sort for example {@code #updatedAt < :before}
   */
  public Query and(String sort, String placeholder, String value) {
    ObjectNode more = values.deepCopy().put(placeholder, value);
    return new Query(index, condition + " AND " + sort, more, ascending, limit);
  }

  public Query descending() {
    return new Query(index, condition, values, false, limit);
  }

  public Query first(int most) {
    return new Query(index, condition, values, ascending, most);
  }
}
