package io.amcinsights.core.catalog.dynamodb;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryJson;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.SteppingCatalog;
import io.amcinsights.core.catalog.Transitions;
import io.amcinsights.core.dynamodb.DynamoTable;
import io.amcinsights.core.dynamodb.Query;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Keeps the catalog in one table: a row per delivery, one {@code #head} row per object, and one row
 * per dataset and day that received anything.
 */
public final class DynamoDbObjectCatalog extends SteppingCatalog {

  private final DynamoTable table;
  private final DayIndex days;

  public DynamoDbObjectCatalog(DynamoDbClient client, String table, Clock clock) {
    super(clock);
    this.table = new DynamoTable(client, table);
    this.days = new DayIndex(this.table);
  }

  // Three writes, none of which undoes another: after a crash between them the repeated call makes
  // up for what is missing.
  @Override
  public Delivery record(Delivery received) {
    days.add(DeliveryRow.datasetOf(received), DeliveryRow.day(received.receivedAt()));
    Delivery stored =
        table
            .insert(DeliveryRow.key(received.ref()), DeliveryRow.of(received))
            .map(DeliveryJson::read)
            .orElse(received);
    table.update(HeadRow.arrival(stored));
    return stored;
  }

  @Override
  public Optional<Delivery> place(Delivery received) {
    Optional<Delivery> stored = find(received.ref());
    stored.ifPresent(
        it -> days.add(DeliveryRow.datasetOf(received), DeliveryRow.day(it.receivedAt())));
    return super.place(received);
  }

  @Override
  public Optional<Delivery> find(DeliveryRef ref) {
    return table.get(DeliveryRow.key(ref)).map(DeliveryJson::read);
  }

  @Override
  public Map<ObjectId, Head> heads(Collection<ObjectId> objects) {
    return table.getAll(objects.stream().map(HeadRow::key).toList()).stream()
        .collect(toMap(HeadRow::object, HeadRow::read));
  }

  @Override
  protected Optional<Delivery> step(
      DeliveryRef ref, Function<Delivery, Optional<Delivery>> transition) {
    return table
        .modify(
            DeliveryRow.key(ref),
            row -> transition.apply(DeliveryJson.read(row)).map(DeliveryRow::of))
        .map(DeliveryJson::read);
  }

  @Override
  public void committed(DeliveryRef ref, String contentHash) {
    Delivery delivery =
        find(ref)
            .orElseThrow(
                () -> new InvalidInputException("Cannot commit %s; it was never recorded", ref));
    // Refused: something newer is settled, so this says nothing about what the table holds now.
    table.update(HeadRow.commit(delivery, contentHash));
  }

  @Override
  public void removed(ObjectId object) {
    // Refused: nothing was ever recorded of the object, so nothing is to be forgotten.
    table.update(HeadRow.removal(object));
  }

  @Override
  public List<Delivery> ready(String tableName, int limit) {
    return read(inTable(tableName, DeliveryState.READY).first(limit));
  }

  @Override
  public List<Delivery> loading(String tableName) {
    return read(inTable(tableName, DeliveryState.LOADING));
  }

  private static Query inTable(String tableName, DeliveryState state) {
    return Query.index("by-table", "tableState", DeliveryRow.tableState(tableName, state));
  }

  @Override
  public List<Delivery> inState(DeliveryState state, Instant changedBefore, int limit) {
    Transitions.expectListed(state);
    return shards(
            shard ->
                Query.index("by-state", "stateShard", DeliveryRow.stateShard(state, shard))
                    .and("#updatedAt < :before", "before", Json.instant(changedBefore))
                    .first(limit))
        .stream()
        .sorted(comparing(Delivery::updatedAt))
        .limit(limit)
        .toList();
  }

  @Override
  public List<Delivery> recent(String dataset, Instant since, int limit) {
    List<Delivery> found = new ArrayList<>();
    for (String day : days.since(dataset, DeliveryRow.day(since))) {
      found.addAll(
          shards(
                  shard ->
                      Query.index("by-day", "dayShard", DeliveryRow.dayShard(dataset, day, shard))
                          .and("#receivedAt >= :since", "since", Json.instant(since))
                          .descending()
                          .first(limit - found.size()))
              .stream()
              .sorted(OLDEST_FIRST.reversed())
              .limit(limit - found.size())
              .toList());
      if (found.size() == limit) {
        break;
      }
    }
    return List.copyOf(found);
  }

  @Override
  public List<Delivery> deliveries(ObjectId object) {
    return table.query(Query.partition("id", object.uri())).stream()
        .filter(row -> !HeadRow.isHead(row))
        .map(DeliveryJson::read)
        .sorted(OLDEST_FIRST)
        .toList();
  }

  private List<Delivery> shards(Function<Integer, Query> query) {
    return IntStream.range(0, DeliveryRow.SHARDS)
        .mapToObj(shard -> read(query.apply(shard)))
        .flatMap(List::stream)
        .toList();
  }

  private List<Delivery> read(Query query) {
    return table.query(query).stream().map(DeliveryJson::read).toList();
  }
}
