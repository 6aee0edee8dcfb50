package io.amcinsights.core.dynamodb;

import static io.amcinsights.core.catalog.DeliveryState.LOADING;
import static io.amcinsights.core.catalog.DeliveryState.READY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryJson;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.FileParts;
import io.amcinsights.core.catalog.dynamodb.DynamoDbObjectCatalog;
import io.amcinsights.core.dataset.DatasetJson;
import io.amcinsights.core.dataset.PipelineStageJson;
import io.amcinsights.core.dataset.dynamodb.DynamoDbDatasets;
import io.amcinsights.core.history.ExecutionJson;
import io.amcinsights.core.history.dynamodb.DynamoDbExecutionHistory;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.lifecycle.Migrations;
import io.amcinsights.core.lifecycle.dynamodb.DynamoDbOctagon;
import io.amcinsights.core.message.Samples;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRecordJson;
import io.amcinsights.core.table.dynamodb.DynamoDbTableRegistry;
import io.amcinsights.core.tenant.Claim;
import io.amcinsights.core.tenant.TenantJson;
import io.amcinsights.core.tenant.dynamodb.DynamoDbClaims;
import io.amcinsights.core.tenant.dynamodb.DynamoDbTenants;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What lies in the tables, attribute by attribute: the samples of {@code docs/messages}. */
class StoredItemsIT {

  private final DynamoDbClient client = EmbeddedDynamoDb.client();
  private final EmbeddedDynamoDb.LakeTables tables = EmbeddedDynamoDb.createTables();

  @Test
  void keepsDeliveriesTheirHeadsAndTheirDays() {
    Delivery sample = DeliveryJson.read(Samples.json("item-delivery"));
    var catalog =
        new DynamoDbObjectCatalog(
            client, tables.objects(), Clock.fixed(sample.updatedAt(), ZoneOffset.UTC));
    ObjectNode received = DeliveryJson.toJson(sample);
    received.put("state", "RECEIVED").put("attempt", 1);
    received.remove(List.of("reason", "contentHash", "rows", "loadId", "execution"));
    received.remove("snapshot");

    catalog.record(DeliveryJson.read(received));
    catalog.retry(sample.ref(), 1, DeliveryState.RECEIVED, "redriven");
    Change ready = Change.to(READY).withContentHash(sample.contentHash());
    catalog.move(sample.ref(), 2, ready.withRows(42).withSnapshot(sample.snapshot()));
    catalog.claim(sample.ref(), sample.loadId(), sample.execution());
    catalog.committed(sample.ref(), sample.contentHash());
    catalog.move(sample.ref(), 2, Change.to(LOADING).withRows(42));

    expectItem(tables.objects(), "item-delivery", "id", "delivery");
    expectItem(tables.objects(), "item-head", "id", "delivery");
    expectItem(tables.objects(), "item-day", "id", "delivery");
  }

  @Test
  void keepsTables() {
    TableRecord sample = TableRecordJson.read(Samples.json("item-table"));
    var registry = new DynamoDbTableRegistry(client, tables.tables());
    registry.register(sample.name(), sample.dataset(), sample.source());
    registry.raise(sample.name(), 1);
    registry.raise(sample.name(), 2);
    for (int ring = 0; ring < sample.doorbell(); ring++) {
      registry.ring(sample.name(), sample.lastRung());
    }
    registry.open(sample.name(), sample.generation(), sample.intent());
    registry.governed(sample.name(), sample.governed());

    expectItem(tables.tables(), "item-table", "name", null);
    assertThat(registry.find(sample.name())).contains(sample);
  }

  @Test
  void keepsExecutions() {
    var sample = ExecutionJson.read(Samples.json("item-execution"));
    ObjectNode running = ExecutionJson.toJson(sample).put("status", "RUNNING").put("objects", 0);
    running.remove(List.of("error", "endedAt"));
    running.putArray("decisions");
    running.withArray("history").remove(2);
    running.withArray("history").remove(1);
    var history = new DynamoDbExecutionHistory(client, tables.executions());

    history.start(ExecutionJson.read(running));
    history.note(sample.id(), sample.history().get(1), sample.decisions(), 1);
    history.end(sample.id(), sample.status(), sample.history().get(2), sample.error());

    expectItem(tables.executions(), "item-execution", "id", null);
  }

  @Test
  void keepsDatasetsAndStages() {
    var datasets = new DynamoDbDatasets(client, tables.datasets(), tables.pipelines());
    datasets.put(DatasetJson.read(Samples.json("dataset")));
    datasets.put(PipelineStageJson.read(Samples.json("pipeline-stage")));

    expectItem(tables.datasets(), "item-dataset", "name", null);
    expectItem(tables.pipelines(), "item-pipeline-stage", "name", null);
  }

  @Test
  void keepsTenants() {
    var sample = TenantJson.read(Samples.json("tenant"));
    var clock = Clock.fixed(sample.updatedAt(), ZoneOffset.UTC);
    var tenants = new DynamoDbTenants(client, tables.customers(), clock);
    ObjectNode document = TenantJson.toJson(sample);
    for (int version = 0; version < 3; version++) {
      tenants.put(TenantJson.read(document.put("version", version)));
    }

    expectItem(tables.customers(), "item-tenant", "customerId", "config");
  }

  @Test
  void keepsClaims() {
    new DynamoDbClaims(client, tables.customers())
        .take(new Claim("bucket#amc-acme", "results/", false), "acme");

    expectItem(tables.customers(), "item-claim", "customerId", "config");
  }

  @Test
  void keepsTheVersionOfWhatIsStored() {
    new Migrations(new DynamoDbOctagon(client, tables.pipelines(), tables.customers())).run();

    expectItem(tables.pipelines(), "item-schema", "name", null);
  }

  @Test
  void keepsAFileOfPartsAndAPart() {
    Delivery file = DeliveryJson.read(Samples.json("item-delivery-of-parts"));
    Delivery part = DeliveryJson.read(Samples.json("item-part"));
    var catalog =
        new DynamoDbObjectCatalog(
            client, tables.objects(), Clock.fixed(file.updatedAt(), ZoneOffset.UTC));
    ObjectNode received = DeliveryJson.toJson(file).put("state", "RECEIVED");
    received.remove(List.of("reason", "contentHash", "execution", "parts"));

    catalog.record(DeliveryJson.read(received));
    Change staging = Change.to(DeliveryState.STAGING).withParts(file.parts());
    Delivery announced = catalog.move(file.ref(), 1, staging).orElseThrow();
    catalog.move(
        file.ref(),
        1,
        Change.to(DeliveryState.SKIPPED, file.reason())
            .withExecution(file.execution())
            .withContentHash(file.contentHash()));
    catalog.record(part);

    assertThat(announced.parts()).containsExactly("byAsin", "byDate");
    expectItem(tables.objects(), "item-delivery-of-parts", "id", "delivery");
    expectItem(tables.objects(), "item-part", "id", "delivery");
    assertThat(catalog.find(file.ref())).contains(file);
    assertThat(catalog.find(part.ref())).contains(part);
    assertThat(FileParts.ref(file, "byAsin")).isEqualTo(part.ref());
  }

  private void expectItem(String table, String sample, String key, String sort) {
    ObjectNode expected = (ObjectNode) Samples.json(sample);
    Key of =
        sort == null
            ? Key.of(key, Json.text(expected, key))
            : Key.of(key, Json.text(expected, key), sort, Json.text(expected, sort));
    JsonNode stored = new DynamoTable(client, table).get(of).orElseThrow();
    assertThat(Json.read("item", stored.toString())).isEqualTo(Json.read("x", expected.toString()));
  }
}
