package io.amcinsights.core.record;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Keeps records in memory, for one process and as long as it lives. */
public class InMemoryRecords<T> implements Records<T> {

  private final Shape<T> shape;
  private final Clock clock;
  private final Map<String, T> items = new TreeMap<>();

  protected InMemoryRecords(Shape<T> shape, Clock clock) {
    this.shape = shape;
    this.clock = clock;
  }

  @Override
  public synchronized Optional<T> find(String tenant, String id) {
    return Optional.ofNullable(items.get(Shape.path(tenant, id)));
  }

  @Override
  public synchronized List<T> ofTenant(String tenant) {
    return items.values().stream().filter(it -> shape.tenant().apply(it).equals(tenant)).toList();
  }

  @Override
  public synchronized List<T> all() {
    return List.copyOf(items.values());
  }

  @Override
  public synchronized Optional<T> put(T item) {
    T next = shape.stored().apply(item, clock.instant());
    T there = items.get(shape.path(item));
    long version = there == null ? 0 : shape.version().applyAsLong(there);
    if (version == shape.version().applyAsLong(item)) {
      return Optional.of(store(next));
    }
    return Optional.ofNullable(there).filter(it -> shape.same(it, next));
  }

  @Override
  public synchronized Optional<T> change(
      String tenant, String id, Function<T, Optional<T>> change) {
    return find(tenant, id)
        .flatMap(change)
        .map(it -> store(shape.stored().apply(it, clock.instant())));
  }

  @Override
  public synchronized boolean delete(T item) {
    T there = items.get(shape.path(item));
    if (there == null) {
      return true;
    }
    boolean seen = shape.version().applyAsLong(there) == shape.version().applyAsLong(item);
    return seen && items.remove(shape.path(item)) != null;
  }

  /** As a record that was written and read. */
  private T store(T item) {
    T read = shape.read().apply(shape.write().apply(item));
    items.put(shape.path(read), read);
    return read;
  }
}
