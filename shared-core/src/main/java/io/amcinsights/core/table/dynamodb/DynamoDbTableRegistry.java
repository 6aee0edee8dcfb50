package io.amcinsights.core.table.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryRefJson;
import io.amcinsights.core.dynamodb.DynamoTable;
import io.amcinsights.core.dynamodb.Key;
import io.amcinsights.core.dynamodb.Listing;
import io.amcinsights.core.dynamodb.Update;
import io.amcinsights.core.dynamodb.Update.Outcome;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.table.Governed;
import io.amcinsights.core.table.Intent;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRecordJson;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.core.table.TableSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps the registry in one table, a row per table of the lake. */
public final class DynamoDbTableRegistry implements TableRegistry {

  private static final Listing LISTING = new Listing("table", "name");

  private final DynamoTable table;

  public DynamoDbTableRegistry(DynamoDbClient client, String table) {
    this.table = new DynamoTable(client, table);
  }

  @Override
  public TableRecord register(String name, String dataset, TableSource source) {
    TableRecord fresh =
        new TableRecord(name, dataset, source, FIRST_GENERATION, 0, null, null, false, null);
    return table
        .insert(key(name), LISTING.listed(TableRecordJson.toJson(fresh)))
        .map(TableRecordJson::read)
        .orElse(fresh);
  }

  @Override
  public TableRecord ring(String name, DeliveryRef delivery) {
    ObjectNode values = Json.object().put("one", 1);
    DeliveryRefJson.write(values.putObject("lastRung"), delivery);
    // A ring that is counted twice only makes the writer look once more.
    Outcome outcome =
        table.update(
            new Update(
                key(name),
                "ADD #doorbell :one SET #lastRung = :lastRung",
                "attribute_exists(#name)",
                values));
    return TableRecordJson.read(row(name, outcome));
  }

  @Override
  public Optional<TableRecord> find(String name) {
    return table.get(key(name)).map(TableRecordJson::read);
  }

  @Override
  public Optional<Intent> open(String name, long generation, Intent intent) {
    ObjectNode values = Json.object().put("generation", generation);
    values.set("intent", TableRecordJson.toJson(intent));
    TableRecord record =
        update(
            name,
            "SET #intent = :intent",
            "#generation = :generation AND attribute_not_exists(#intent)",
            values);
    return Optional.ofNullable(record.intent())
        .filter(open -> record.generation() == generation)
        .filter(open -> open.commitId().equals(intent.commitId()));
  }

  @Override
  public void clear(String name, String commitId) {
    update(
        name,
        "REMOVE #intent",
        "#intent.#commitId = :commitId",
        Json.object().put("commitId", commitId));
  }

  @Override
  public boolean close(String name, long generation, long doorbell) {
    ObjectNode values = next(generation).put("doorbell", doorbell);
    String condition = "#generation = :generation AND #doorbell = :doorbell";
    return update(name, "SET #generation = :next", condition, values).generation() > generation;
  }

  @Override
  public void raise(String name, long generation) {
    update(name, "SET #generation = :next", "#generation = :generation", next(generation));
  }

  private static ObjectNode next(long generation) {
    return Json.object().put("generation", generation).put("next", generation + 1);
  }

  @Override
  public void wantMaintenance(String name) {
    update(
        name,
        "SET #maintenance = :maintenance",
        "attribute_exists(#name)",
        Json.object().put("maintenance", true));
  }

  @Override
  public void maintenancePlanned(String name) {
    update(
        name,
        "REMOVE #maintenance",
        "#maintenance = :maintenance",
        Json.object().put("maintenance", true));
  }

  @Override
  public void governed(String name, Governed governed) {
    ObjectNode values = Json.object();
    values.set("governed", TableRecordJson.toJson(governed));
    update(name, "SET #governed = :governed", "attribute_exists(#name)", values);
  }

  @Override
  public List<TableRecord> all() {
    return LISTING.all(table, DynamoDbTableRegistry::key).stream()
        .map(TableRecordJson::read)
        .toList();
  }

  /** The record after the update, or as it stood in its way. */
  private TableRecord update(String name, String change, String condition, ObjectNode values) {
    return TableRecordJson.read(
        row(name, table.update(new Update(key(name), change, condition, values))));
  }

  private static JsonNode row(String name, Outcome outcome) {
    return outcome
        .row()
        .orElseThrow(
            () -> new InvalidInputException("Table '%s' is not registered; register it", name));
  }

  private static Key key(String name) {
    return Key.of("name", name);
  }
}
