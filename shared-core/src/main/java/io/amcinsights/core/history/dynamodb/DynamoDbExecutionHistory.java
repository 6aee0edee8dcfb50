package io.amcinsights.core.history.dynamodb;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dynamodb.DynamoTable;
import io.amcinsights.core.dynamodb.Key;
import io.amcinsights.core.dynamodb.Query;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.history.Execution.Status;
import io.amcinsights.core.history.Execution.Step;
import io.amcinsights.core.history.ExecutionHistory;
import io.amcinsights.core.history.ExecutionJson;
import io.amcinsights.core.history.Notes;
import io.amcinsights.core.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps the history in one table, a row per execution, until the row expires. */
public final class DynamoDbExecutionHistory implements ExecutionHistory {

  /** The index by day is spread over so many partitions, lest today's becomes hot. */
  private static final int SHARDS = 4;

  // Rows expire after 120 days, DynamoDB takes up to two more to remove them.
  private static final int MOST_DAYS = 122;

  private final DynamoTable table;
  private final Clock clock;

  public DynamoDbExecutionHistory(DynamoDbClient client, String table) {
    this(client, table, Clock.systemUTC());
  }

  /**
   * A history on another clock.
   *
   * @param clock says how far back rows can still be there
   */
  public DynamoDbExecutionHistory(DynamoDbClient client, String table, Clock clock) {
    this.table = new DynamoTable(client, table);
    this.clock = clock;
  }

  @Override
  public void start(Execution execution) {
    table.insert(key(execution.id()), row(execution));
  }

  @Override
  public void note(String id, Step step, List<String> decisions, long objects) {
    change(id, known -> Notes.note(known, step, decisions, objects));
  }

  @Override
  public void end(String id, Status status, Step step, @Nullable String error) {
    change(id, known -> Notes.end(known, status, step, error));
  }

  private void change(String id, UnaryOperator<Execution> note) {
    table.modify(key(id), row -> Optional.of(row(note.apply(ExecutionJson.read(row)))));
  }

  @Override
  public Optional<Execution> find(String id) {
    return table.get(key(id)).map(ExecutionJson::read);
  }

  @Override
  public List<Execution> recent(Instant since, int limit) {
    LocalDate today = day(clock.instant());
    LocalDate oldest = today.minusDays(MOST_DAYS);
    LocalDate first = day(since).isBefore(oldest) ? oldest : day(since);
    List<Execution> found = new ArrayList<>();
    for (LocalDate day = today; !day.isBefore(first) && found.size() < limit; ) {
      found.addAll(ofDay(day, since, limit - found.size()));
      day = day.minusDays(1);
    }
    return List.copyOf(found);
  }

  private List<Execution> ofDay(LocalDate day, Instant since, int limit) {
    return IntStream.range(0, SHARDS)
        .mapToObj(
            shard ->
                Query.index("by-day", "dayShard", dayShard(day, shard))
                    .and("#startedAt >= :since", "since", Json.instant(since))
                    .descending()
                    .first(limit))
        .flatMap(query -> table.query(query).stream())
        .map(ExecutionJson::read)
        .sorted(comparing(Execution::startedAt).reversed())
        .limit(limit)
        .toList();
  }

  static ObjectNode row(Execution execution) {
    int shard = Math.floorMod(execution.id().hashCode(), SHARDS);
    return ExecutionJson.toJson(execution)
        .put("dayShard", dayShard(day(execution.startedAt()), shard));
  }

  private static String dayShard(LocalDate day, int shard) {
    return day + "#" + shard;
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Key key(String id) {
    return Key.of("id", id);
  }
}
