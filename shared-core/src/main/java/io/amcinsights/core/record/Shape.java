package io.amcinsights.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What a store has to know of the records it keeps.
 *
 * @param kind what the records are
 * @param idField name of the id in the written record
 * @param stored the same record as it is written next: one version on, changed now
 * @param write the record as a document with the fields {@code tenant}, the id's, {@code version}
 *     and {@code changedAt}
 */
public record Shape<T>(
    String kind,
    String idField,
    Function<T, String> tenant,
    Function<T, String> id,
    ToLongFunction<T> version,
    BiFunction<T, Instant, T> stored,
    Function<T, ObjectNode> write,
    Function<JsonNode, T> read) {

  /** Tenants' ids have no slash. */
  public static String path(String tenant, String id) {
    return tenant + "/" + id;
  }

  public String path(T item) {
    return path(tenant.apply(item), id.apply(item));
  }

  /** Whether both say the same, whenever they were written. */
  public boolean same(T one, T other) {
    ObjectNode first = write.apply(one);
    ObjectNode second = write.apply(other);
    first.remove("changedAt");
    second.remove("changedAt");
    return first.equals(second);
  }
}
