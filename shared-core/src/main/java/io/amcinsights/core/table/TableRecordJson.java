package io.amcinsights.core.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryRefJson;
import io.amcinsights.core.json.Json;
import org.jspecify.annotations.Nullable;

/** The format of a stored {@link TableRecord}; fields that are null are left out. */
public final class TableRecordJson {

  private static final String WHAT = "Table record";
  private static final int VERSION = 1;

  private TableRecordJson() {}

  public static TableRecord read(JsonNode node) {
    Json.expectVersion(WHAT, node, VERSION);
    JsonNode source = Json.child(node, "source");
    return new TableRecord(
        Json.text(node, "name"),
        Json.text(node, "dataset"),
        new TableSource(
            Json.text(source, "prefix"),
            Json.text(source, "workflow"),
            Json.text(source, "schedule"),
            Json.find(source, "version").orElse(null)),
        Json.number(node, "generation"),
        Json.number(node, "doorbell"),
        node.hasNonNull("lastRung") ? DeliveryRefJson.read(Json.child(node, "lastRung")) : null,
        node.hasNonNull("intent") ? intent(Json.child(node, "intent")) : null,
        node.path("maintenance").asBoolean(),
        node.hasNonNull("governed") ? governed(Json.child(node, "governed")) : null);
  }

  private static Governed governed(JsonNode node) {
    return new Governed(
        Json.text(node, "tenant"),
        Json.list(
            node,
            "grants",
            it -> new Governed.Grant(Json.text(it, "principal"), Json.text(it, "tenant"))));
  }

  private static Intent intent(JsonNode node) {
    return new Intent(
        Json.text(node, "commitId"),
        Json.text(node, "manifest"),
        node.hasNonNull("baseSnapshot") ? Json.number(node, "baseSnapshot") : null,
        node.hasNonNull("schemaId") ? Json.integer(node, "schemaId") : null,
        Json.instant(node, "openedAt"));
  }

  public static ObjectNode toJson(TableRecord table) {
    ObjectNode node =
        Json.versioned(VERSION).put("name", table.name()).put("dataset", table.dataset());
    ObjectNode source =
        node.putObject("source")
            .put("prefix", table.source().prefix())
            .put("workflow", table.source().workflow())
            .put("schedule", table.source().schedule());
    Json.putIfPresent(source, "version", table.source().version());
    node.put("generation", table.generation()).put("doorbell", table.doorbell());
    putLastRung(node, table.lastRung());
    Intent intent = table.intent();
    if (intent != null) {
      node.set("intent", toJson(intent));
    }
    if (table.maintenanceWanted()) {
      node.put("maintenance", true);
    }
    Governed governed = table.governed();
    if (governed != null) {
      node.set("governed", toJson(governed));
    }
    return node;
  }

  private static void putLastRung(ObjectNode node, @Nullable DeliveryRef lastRung) {
    if (lastRung != null) {
      DeliveryRefJson.write(node.putObject("lastRung"), lastRung);
    }
  }

  /** How a table is governed alone, as it stands in its record. */
  public static ObjectNode toJson(Governed governed) {
    ObjectNode node = Json.object().put("tenant", governed.tenant());
    ArrayNode grants = node.putArray("grants");
    governed
        .grants()
        .forEach(
            it -> grants.addObject().put("principal", it.principal()).put("tenant", it.tenant()));
    return node;
  }

  /** The intent alone, as it stands in its record. */
  public static ObjectNode toJson(Intent intent) {
    ObjectNode node =
        Json.object().put("commitId", intent.commitId()).put("manifest", intent.manifest());
    Json.putIfPresent(node, "baseSnapshot", intent.baseSnapshot());
    Json.putIfPresent(node, "schemaId", intent.schemaId());
    return node.put("openedAt", Json.instant(intent.openedAt()));
  }
}
