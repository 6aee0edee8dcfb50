package io.amcinsights.core.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.DeliveryRefJson;
import io.amcinsights.core.dataset.Dataset.DeclaredColumn;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.message.LoadManifest.Entry;
import io.amcinsights.core.message.LoadManifest.Held;
import java.util.List;

/** The format of {@link LoadManifest}; fields that are null are left out. */
public final class LoadManifestJson {

  private static final String WHAT = "Load manifest";
  private static final int VERSION = 1;

  private LoadManifestJson() {}

  public static LoadManifest read(String text) {
    JsonNode node = Json.read(WHAT, text);
    Json.expectVersion(WHAT, node, VERSION);
    return new LoadManifest(
        Json.text(node, "commitId"),
        Json.text(node, "dataset"),
        Json.text(node, "table"),
        Json.number(node, "generation"),
        node.hasNonNull("baseSnapshot") ? Json.number(node, "baseSnapshot") : null,
        node.hasNonNull("schemaId") ? Json.integer(node, "schemaId") : null,
        Json.list(node, "entries", LoadManifestJson::entry),
        node.hasNonNull("columns")
            ? Json.list(node, "columns", LoadManifestJson::column)
            : List.of());
  }

  private static DeclaredColumn column(JsonNode node) {
    return new DeclaredColumn(
        Json.text(node, "name"), Json.text(node, "type"), Json.find(node, "doc").orElse(null));
  }

  private static Entry entry(JsonNode node) {
    return new Entry(
        DeliveryRefJson.read(node),
        Json.integer(node, "attempt"),
        Json.flag(node, "deletion"),
        Json.find(node, "preStage").orElse(null),
        Json.find(node, "contentHash").orElse(null),
        Json.number(node, "bytes"),
        Json.text(node, "customer"),
        Json.text(node, "exportYear"),
        Json.text(node, "exportMonth"),
        Json.instant(node, "modifiedAt"),
        node.hasNonNull("held") ? held(Json.child(node, "held")) : null);
  }

  private static Held held(JsonNode node) {
    return new Held(Json.text(node, "delivery"), Json.text(node, "contentHash"));
  }

  public static String write(LoadManifest manifest) {
    ObjectNode node =
        Json.versioned(VERSION)
            .put("commitId", manifest.commitId())
            .put("dataset", manifest.dataset())
            .put("table", manifest.table())
            .put("generation", manifest.generation());
    Json.putIfPresent(node, "baseSnapshot", manifest.baseSnapshot());
    Json.putIfPresent(node, "schemaId", manifest.schemaId());
    ArrayNode entries = node.putArray("entries");
    manifest.entries().forEach(entry -> write(entries.addObject(), entry));
    if (!manifest.columns().isEmpty()) {
      ArrayNode columns = node.putArray("columns");
      manifest.columns().forEach(column -> write(columns.addObject(), column));
    }
    return Json.write(node);
  }

  private static void write(ObjectNode node, DeclaredColumn column) {
    node.put("name", column.name()).put("type", column.type());
    Json.putIfPresent(node, "doc", column.doc());
  }

  private static void write(ObjectNode node, Entry entry) {
    DeliveryRefJson.write(node, entry.delivery())
        .put("attempt", entry.attempt())
        .put("deletion", entry.deletion());
    Json.putIfPresent(node, "preStage", entry.preStage());
    Json.putIfPresent(node, "contentHash", entry.contentHash());
    node.put("bytes", entry.bytes())
        .put("customer", entry.customer())
        .put("exportYear", entry.exportYear())
        .put("exportMonth", entry.exportMonth())
        .put("modifiedAt", Json.instant(entry.modifiedAt()));
    Held held = entry.held();
    if (held != null) {
      node.putObject("held")
          .put("delivery", held.delivery())
          .put("contentHash", held.contentHash());
    }
  }
}
