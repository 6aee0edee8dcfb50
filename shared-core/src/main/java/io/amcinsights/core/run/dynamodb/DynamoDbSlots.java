package io.amcinsights.core.run.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dynamodb.DynamoTable;
import io.amcinsights.core.dynamodb.Key;
import io.amcinsights.core.dynamodb.Query;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.run.Slots;
import io.amcinsights.core.run.Turns;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Keeps the places of a tenant in one row of the runs table, under {@code runId} = {@code #slots};
 * rows of which somebody runs or waits are in the index {@code open}.
 */
public final class DynamoDbSlots implements Slots {

  private static final String ROW = "#slots";
  private static final String OPEN = "open";

  private final DynamoTable table;

  public DynamoDbSlots(DynamoDbClient client, String table) {
    this.table = new DynamoTable(client, table);
  }

  @Override
  public boolean take(String tenant, String runId, int limit) {
    // Most looks change nothing: a place or a place in the queue is there already.
    Queue known = of(tenant);
    Queue next = Turns.take(known, runId, limit);
    if (next.equals(known)) {
      return known.running().contains(runId);
    }
    return change(tenant, it -> Turns.take(it, runId, limit)).running().contains(runId);
  }

  @Override
  public void release(String tenant, String runId) {
    change(tenant, it -> Turns.release(it, runId));
  }

  private Queue change(String tenant, UnaryOperator<Queue> change) {
    if (table.get(key(tenant)).isEmpty()) {
      table.insert(key(tenant), row(tenant, Queue.EMPTY));
    }
    Optional<JsonNode> changed =
        table.modify(
            key(tenant),
            row -> {
              Queue known = read(row);
              Queue next = change.apply(known);
              return next.equals(known) ? Optional.empty() : Optional.of(row(tenant, next));
            });
    return changed.map(DynamoDbSlots::read).orElseGet(() -> of(tenant));
  }

  @Override
  public Queue of(String tenant) {
    return table.get(key(tenant)).map(DynamoDbSlots::read).orElse(Queue.EMPTY);
  }

  @Override
  public List<String> tenants() {
    return table.query(Query.index(OPEN, OPEN, "slots")).stream()
        .map(it -> Json.text(it, "tenant"))
        .sorted()
        .toList();
  }

  private static Queue read(JsonNode row) {
    return new Queue(
        Json.list(row, "running", JsonNode::asText), Json.list(row, "waiting", JsonNode::asText));
  }

  private static ObjectNode row(String tenant, Queue queue) {
    ObjectNode row = Json.versioned(1).put("tenant", tenant).put("runId", ROW);
    ArrayNode running = row.putArray("running");
    queue.running().forEach(running::add);
    ArrayNode waiting = row.putArray("waiting");
    queue.waiting().forEach(waiting::add);
    if (!queue.equals(Queue.EMPTY)) {
      row.put(OPEN, "slots").put("createdAt", tenant);
    }
    return row;
  }

  private static Key key(String tenant) {
    return Key.of("tenant", tenant, "runId", ROW);
  }
}
