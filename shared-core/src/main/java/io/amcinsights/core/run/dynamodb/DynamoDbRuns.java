package io.amcinsights.core.run.dynamodb;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dynamodb.DynamoTable;
import io.amcinsights.core.dynamodb.Key;
import io.amcinsights.core.dynamodb.Query;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.run.Run;
import io.amcinsights.core.run.RunJson;
import io.amcinsights.core.run.Runs;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Keeps runs in a table of partition {@code tenant} and sort attribute {@code runId}, with the
 * indexes {@code by-tenant} ({@code tenant}, {@code createdAt}), {@code by-day} ({@code day},
 * {@code createdAt}) and {@code open} ({@code open}, {@code createdAt}), which holds only what is
 * not done.
 */
public final class DynamoDbRuns implements Runs {

  private static final String OPEN = "open";
  private static final String HOLDER = "holder";
  private static final String CREATED = "createdAt";

  private final DynamoTable table;
  private final Clock clock;

  public DynamoDbRuns(DynamoDbClient client, String table, Clock clock) {
    this.table = new DynamoTable(client, table);
    this.clock = clock;
  }

  @Override
  public Optional<Run> find(String tenant, String runId) {
    return table.get(key(tenant, runId)).map(RunJson::read);
  }

  @Override
  public Run begin(Run run) {
    return table.insert(key(run.tenant(), run.runId()), row(run)).map(RunJson::read).orElse(run);
  }

  @Override
  public Optional<Run> change(String tenant, String runId, Function<Run, Optional<Run>> change) {
    return table
        .modify(
            key(tenant, runId), row -> change.apply(RunJson.read(row)).map(it -> row(it.stored())))
        .map(RunJson::read);
  }

  @Override
  public List<Run> ofTenant(String tenant, int limit) {
    return runs(Query.index("by-tenant", "tenant", tenant).descending().first(limit));
  }

  @Override
  public List<Run> since(Instant time, int limit) {
    List<Run> found = new ArrayList<>();
    LocalDate first = day(time);
    for (LocalDate day = day(clock.instant());
        !day.isBefore(first) && found.size() < limit;
        day = day.minusDays(1)) {
      found.addAll(
          runs(
              Query.index("by-day", "day", day.toString())
                  .and("#createdAt >= :from", "from", Json.instant(time))
                  .descending()
                  .first(limit - found.size())));
    }
    return List.copyOf(found);
  }

  @Override
  public List<Run> ofSchedule(String tenant, String scheduleId, Instant from, Instant until) {
    // A run is asked for when its time has come, and not before.
    return runs(
            Query.index("by-tenant", "tenant", tenant)
                .and("#createdAt >= :from", "from", Json.instant(from)))
        .stream()
        .filter(it -> scheduleId.equals(it.cause().scheduleId()))
        .filter(it -> isBetween(it, from, until))
        .sorted(comparing(Run::runId))
        .toList();
  }

  private static boolean isBetween(Run run, Instant from, Instant until) {
    Instant time = run.cause().fireTime();
    return time != null && !time.isBefore(from) && time.isBefore(until);
  }

  @Override
  public List<Run> open(int limit) {
    return runs(Query.index(OPEN, OPEN, "run").first(limit));
  }

  @Override
  public boolean claim(Run run, String executionId) {
    String row = claim(executionId);
    return table
        .insert(
            key(run.tenant(), row),
            Json.versioned(1)
                .put("tenant", run.tenant())
                .put("runId", row)
                .put(HOLDER, run.runId()))
        .map(there -> Json.text(there, HOLDER).equals(run.runId()))
        .orElse(true);
  }

  @Override
  public Optional<String> holder(String tenant, String executionId) {
    return table.get(key(tenant, claim(executionId))).map(it -> Json.text(it, HOLDER));
  }

  private static String claim(String executionId) {
    return "#execution/" + executionId;
  }

  private List<Run> runs(Query query) {
    return table.query(query).stream().map(RunJson::read).toList();
  }

  private static ObjectNode row(Run run) {
    ObjectNode row = RunJson.toJson(run);
    row.put("day", day(run.createdAt()).toString()).put(CREATED, Json.instant(run.createdAt()));
    if (!run.isDone()) {
      row.put(OPEN, "run");
    }
    return row;
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  private static Key key(String tenant, String runId) {
    return Key.of("tenant", tenant, "runId", runId);
  }
}
