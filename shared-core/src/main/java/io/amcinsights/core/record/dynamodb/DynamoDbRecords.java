package io.amcinsights.core.record.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dynamodb.DynamoTable;
import io.amcinsights.core.dynamodb.Key;
import io.amcinsights.core.dynamodb.Listing;
import io.amcinsights.core.dynamodb.Query;
import io.amcinsights.core.record.Records;
import io.amcinsights.core.record.Shape;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Keeps records in a table of partition {@code tenant} and the id's field as sort attribute, with
 * the index {@code all} (partition {@code kind}, sort attribute {@code path}, keys only).
 */
public class DynamoDbRecords<T> implements Records<T> {

  private static final String TENANT = "tenant";
  private static final String VERSION = "version";

  private final DynamoTable table;
  private final Shape<T> shape;
  private final Listing listing;
  private final Clock clock;

  protected DynamoDbRecords(DynamoDbClient client, String table, Shape<T> shape, Clock clock) {
    this.table = new DynamoTable(client, table);
    this.shape = shape;
    this.listing = new Listing(shape.kind(), "path");
    this.clock = clock;
  }

  @Override
  public Optional<T> find(String tenant, String id) {
    return table.get(key(tenant, id)).map(shape.read());
  }

  @Override
  public List<T> ofTenant(String tenant) {
    return table.query(Query.partition(TENANT, tenant)).stream().map(shape.read()).toList();
  }

  @Override
  public List<T> all() {
    return listing.all(table, this::key).stream().map(shape.read()).toList();
  }

  @Override
  public Optional<T> put(T item) {
    T next = shape.stored().apply(item, clock.instant());
    if (shape.version().applyAsLong(item) == 0) {
      return table
          .insert(key(item), row(next))
          .map(there -> itself(shape.read().apply(there), next))
          .orElse(Optional.of(next));
    }
    return modify(
        key(item),
        there ->
            shape.version().applyAsLong(there) == shape.version().applyAsLong(item)
                ? Optional.of(next)
                : itself(there, next));
  }

  @Override
  public Optional<T> change(String tenant, String id, Function<T, Optional<T>> change) {
    return modify(
        key(tenant, id),
        there -> change.apply(there).map(it -> shape.stored().apply(it, clock.instant())));
  }

  @Override
  public boolean delete(T item) {
    JsonNode version = row(item).get(VERSION);
    return table.deleteIf(key(item), VERSION, version);
  }

  /** Programs that are not ours leave the row's revision as it is: its version tells as well. */
  private Optional<T> modify(Key key, Function<T, Optional<T>> change) {
    return table
        .modify(key, List.of(VERSION), row -> change.apply(shape.read().apply(row)).map(this::row))
        .map(shape.read());
  }

  /** What is stored, if an earlier identical call stored it. */
  private Optional<T> itself(T there, T next) {
    return Optional.of(there).filter(it -> shape.same(it, next));
  }

  private ObjectNode row(T item) {
    return listing.listed(shape.write().apply(item).put("path", shape.path(item)));
  }

  private Key key(T item) {
    return key(shape.tenant().apply(item), shape.id().apply(item));
  }

  private Key key(String path) {
    int slash = path.indexOf('/');
    return key(path.substring(0, slash), path.substring(slash + 1));
  }

  private Key key(String tenant, String id) {
    return Key.of(TENANT, tenant, shape.idField(), id);
  }
}
