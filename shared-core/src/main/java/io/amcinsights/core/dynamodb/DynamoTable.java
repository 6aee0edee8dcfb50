package io.amcinsights.core.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.aws.AwsErrors;
import io.amcinsights.core.dynamodb.Update.Outcome;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * One DynamoDB table whose rows are JSON documents. A conditional write shows the row that stood in
 * its way, so that a repeated call can tell that it was repeated.
 */
public final class DynamoTable {

  /** Raised by every {@link #modify}; readers of rows ignore it. */
  private static final String REVISION = "revision";

  private static final int MOST_KEYS = 100;
  private static final int MOST_ATTEMPTS = 20;
  private static final int FIRST_PAUSE_MILLIS = 10;
  private static final int MOST_DOUBLINGS = 6;

  private final DynamoDbClient client;
  private final String name;

  public DynamoTable(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
  }

  /** Reads a row, consistently. */
  public Optional<JsonNode> get(Key key) {
    var response =
        call(
            "read",
            key,
            () -> client.getItem(it -> it.tableName(name).key(key.toItem()).consistentRead(true)));
    return response.hasItem() ? Optional.of(Rows.fromItem(response.item())) : Optional.empty();
  }

  /** Reads those of the rows that exist, consistently and in no order. */
  public List<JsonNode> getAll(List<Key> keys) {
    List<JsonNode> rows = new ArrayList<>(keys.size());
    List<Key> distinct = keys.stream().distinct().toList();
    for (int from = 0; from < distinct.size(); from += MOST_KEYS) {
      int to = Math.min(distinct.size(), from + MOST_KEYS);
      rows.addAll(getBatch(distinct.subList(from, to)));
    }
    return rows;
  }

  private List<JsonNode> getBatch(List<Key> keys) {
    List<JsonNode> rows = new ArrayList<>(keys.size());
    Map<String, KeysAndAttributes> open =
        Map.of(
            name,
            KeysAndAttributes.builder()
                .consistentRead(true)
                .keys(keys.stream().map(Key::toItem).toList())
                .build());
    for (int attempt = 1; !open.isEmpty(); attempt++) {
      Map<String, KeysAndAttributes> request = open;
      BatchGetItemResponse response =
          call("read", keys, () -> client.batchGetItem(it -> it.requestItems(request)));
      response.responses().getOrDefault(name, List.of()).stream()
          .map(Rows::fromItem)
          .forEach(rows::add);
      open = response.unprocessedKeys();
      if (!open.isEmpty()) {
        pause("read", keys, attempt);
      }
    }
    return rows;
  }

  /** Writes a row whatever stands there. */
  public void put(ObjectNode row) {
    call("write", row, () -> client.putItem(it -> it.tableName(name).item(Rows.toItem(row))));
  }

  /**
   * Writes a row unless there is one.
   *
   * @return the row that was there; empty when this one was written
   */
  public Optional<JsonNode> insert(Key key, ObjectNode row) {
    String condition = "attribute_not_exists(#%s)".formatted(key.partition());
    ObjectNode first = row.deepCopy().put(REVISION, 1);
    return refusal(putIf(key, first, condition, Json.object()));
  }

  /**
   * Changes a row in the light of what it holds, as one step.
   *
   * @param change computes the next row and may be called again when somebody else was faster;
   *     empty leaves the row alone
   * @return the row as {@code change} made it; empty when it was left alone, or when there is none
   */
  public Optional<JsonNode> modify(Key key, Function<JsonNode, Optional<ObjectNode>> change) {
    return modify(key, List.of(), change);
  }

  /**
   * The same for a row that others write too, who know nothing of its revision.
   *
   * @param guarded attributes that have to be as {@code change} saw them, or it is called again
   */
  public Optional<JsonNode> modify(
      Key key, List<String> guarded, Function<JsonNode, Optional<ObjectNode>> change) {
    Optional<JsonNode> known = get(key);
    for (int attempt = 1; known.isPresent(); attempt++) {
      JsonNode row = known.get();
      Optional<ObjectNode> next = change.apply(row);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      Outcome outcome = replace(key, guarded, row, next.get());
      if (outcome instanceof Outcome.Done) {
        return Optional.of(next.get());
      }
      known = refusal(outcome);
      pause("change", key, attempt);
    }
    return Optional.empty();
  }

  private Outcome replace(Key key, List<String> guarded, JsonNode known, ObjectNode next) {
    OptionalLong revision = Json.findNumber(known, REVISION);
    ObjectNode unchanged = next.deepCopy();
    revision.ifPresent(it -> unchanged.put(REVISION, it));
    if (Rows.toItem(unchanged).equals(Rows.toItem((ObjectNode) known))) {
      return new Outcome.Done(known);
    }
    ObjectNode values = Json.object();
    List<String> conditions = new ArrayList<>();
    Stream.concat(Stream.of(REVISION), guarded.stream())
        .forEach(it -> conditions.add(unchanged(it, known, values)));
    return putIf(
        key,
        next.deepCopy().put(REVISION, revision.orElse(0) + 1),
        String.join(" AND ", conditions),
        values);
  }

  /** That an attribute is as it was read. */
  private static String unchanged(String attribute, JsonNode known, ObjectNode values) {
    if (!known.has(attribute)) {
      return "attribute_not_exists(#%s)".formatted(attribute);
    }
    values.set(attribute, known.get(attribute));
    return "#%1$s = :%1$s".formatted(attribute);
  }

  private Outcome putIf(Key key, ObjectNode row, String condition, ObjectNode values) {
    PutItemRequest.Builder put =
        PutItemRequest.builder()
            .tableName(name)
            .item(Rows.toItem(row))
            .conditionExpression(condition)
            .expressionAttributeNames(Update.names(condition))
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (!values.isEmpty()) {
      put.expressionAttributeValues(Update.placeholders(values));
    }
    return conditionally(
        "write",
        key,
        () -> {
          client.putItem(put.build());
          return row;
        });
  }

  /** Changes one row if its condition holds. */
  public Outcome update(Update update) {
    UpdateItemRequest.Builder request =
        UpdateItemRequest.builder()
            .tableName(name)
            .key(update.key().toItem())
            .updateExpression(update.change())
            .conditionExpression(update.condition())
            .expressionAttributeNames(Update.names(update.change(), update.condition()))
            .returnValues(ReturnValue.ALL_NEW)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (!update.values().isEmpty()) {
      request.expressionAttributeValues(Update.placeholders(update.values()));
    }
    return conditionally(
        "change",
        update.key(),
        () -> Rows.fromItem(client.updateItem(request.build()).attributes()));
  }

  public void delete(Key key) {
    call("delete", key, () -> client.deleteItem(it -> it.tableName(name).key(key.toItem())));
  }

  /**
   * Deletes a row if its attribute still has this value.
   *
   * @return false when it has another; a row that is gone already is deleted
   */
  public boolean deleteIf(Key key, String attribute, JsonNode value) {
    String condition =
        "attribute_not_exists(#%s) OR #%s = :%s".formatted(key.partition(), attribute, attribute);
    DeleteItemRequest request =
        DeleteItemRequest.builder()
            .tableName(name)
            .key(key.toItem())
            .conditionExpression(condition)
            .expressionAttributeNames(Update.names(condition))
            .expressionAttributeValues(Update.placeholders(Json.object().set(attribute, value)))
            .build();
    return conditionally(
            "delete",
            key,
            () -> {
              client.deleteItem(request);
              return Json.object();
            })
        instanceof Outcome.Done;
  }

  /** Rows of a partition, page by page up to the query's limit. */
  public List<JsonNode> query(Query query) {
    List<JsonNode> rows = new ArrayList<>();
    Map<String, AttributeValue> from = Map.of();
    do {
      QueryRequest request = request(query, from, query.limit() - rows.size());
      QueryResponse page = call("query", query.values(), () -> client.query(request));
      page.items().stream().map(Rows::fromItem).forEach(rows::add);
      from = page.lastEvaluatedKey();
    } while (!from.isEmpty() && rows.size() < query.limit());
    return rows;
  }

  private QueryRequest request(Query query, Map<String, AttributeValue> from, int limit) {
    return QueryRequest.builder()
        .tableName(name)
        .indexName(query.index())
        .consistentRead(query.index() == null)
        .keyConditionExpression(query.condition())
        .expressionAttributeNames(Update.names(query.condition()))
        .expressionAttributeValues(Update.placeholders(query.values()))
        .scanIndexForward(query.ascending())
        .exclusiveStartKey(from.isEmpty() ? null : from)
        .limit(limit)
        .build();
  }

  private Outcome conditionally(String verb, Key key, Supplier<JsonNode> write) {
    try {
      return new Outcome.Done(call(verb, key, write));
    } catch (ConditionalCheckFailedException e) {
      return new Outcome.Refused(
          e.hasItem() ? Optional.of(Rows.fromItem(e.item())) : Optional.empty());
    }
  }

  private static Optional<JsonNode> refusal(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused ? refused.row() : Optional.empty();
  }

  private <T> T call(String verb, Object what, Supplier<T> call) {
    return AwsErrors.call("%s %s in table %s".formatted(verb, what, name), call);
  }

  private void pause(String verb, Object what, int attempt) {
    if (attempt >= MOST_ATTEMPTS) {
      throw new UnavailableException(
          "Cannot %s %s in table %s after %d attempts; try again", verb, what, name, attempt);
    }
    int longest = FIRST_PAUSE_MILLIS << Math.min(attempt - 1, MOST_DOUBLINGS);
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(longest));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(e, "Interrupted while trying to %s %s", verb, what);
    }
  }
}
