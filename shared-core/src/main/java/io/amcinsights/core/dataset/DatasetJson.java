package io.amcinsights.core.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dataset.Dataset.DeclaredColumn;
import io.amcinsights.core.dataset.Dataset.GlueSettings;
import io.amcinsights.core.dataset.Dataset.LoadLimits;
import io.amcinsights.core.dataset.Dataset.Maintainer;
import io.amcinsights.core.dataset.Dataset.Maintenance;
import io.amcinsights.core.dataset.Dataset.Numeric;
import io.amcinsights.core.dataset.Dataset.OnDelete;
import io.amcinsights.core.dataset.Dataset.SchemaPolicy;
import io.amcinsights.core.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The format of a stored {@link Dataset}; fields that are null are left out, words of the
 * configuration are lower case as there.
 */
public final class DatasetJson {

  private static final String WHAT = "Dataset";
  private static final int VERSION = 1;

  private DatasetJson() {}

  public static Dataset read(String text) {
    return read(Json.read(WHAT, text));
  }

  public static Dataset read(JsonNode node) {
    Json.expectVersion(WHAT, node, VERSION);
    return new Dataset(
        Json.text(node, "team"),
        Json.text(node, "pipeline"),
        Json.text(node, "dataset"),
        Json.text(node, "lightTransform"),
        Json.text(node, "heavyTransform"),
        load(Json.child(node, "load")),
        glue(Json.child(node, "glue")),
        schemas(Json.child(node, "schemas")),
        Json.constant(node, "schemaPolicy", SchemaPolicy.class),
        Json.integer(node, "maxRejectedRows"),
        Json.constant(node, "onDelete", OnDelete.class),
        Json.constant(node, "numeric", Numeric.class),
        maintenance(node),
        Json.text(node, "stageBQueue"),
        // Rows of before deployments named it have none.
        Json.find(node, "database").orElse(""));
  }

  /** Rows that were written before there was maintenance have none. */
  private static Maintenance maintenance(JsonNode node) {
    if (!node.has("maintenance")) {
      return Maintenance.DAILY;
    }
    JsonNode maintenance = Json.child(node, "maintenance");
    return new Maintenance(
        Json.text(maintenance, "schedule"),
        maintenance.has("by")
            ? Json.constant(maintenance, "by", Maintainer.class)
            : Maintainer.LAKE);
  }

  private static LoadLimits load(JsonNode node) {
    return new LoadLimits(
        Json.integer(node, "windowSeconds"),
        Json.integer(node, "maxFiles"),
        Json.number(node, "maxBytes"));
  }

  private static GlueSettings glue(JsonNode node) {
    return new GlueSettings(
        Json.find(node, "jobName").orElse(null),
        Json.text(node, "workerType"),
        Json.integer(node, "workers"),
        // Rows of before there were thresholds have none.
        Json.findNumber(node, "minBytes").orElse(GlueSettings.DEFAULT_MIN_BYTES),
        (int) Json.findNumber(node, "minFiles").orElse(GlueSettings.DEFAULT_MIN_FILES),
        Json.findNumber(node, "minRewriteBytes").orElse(GlueSettings.DEFAULT_MIN_REWRITE_BYTES));
  }

  private static Map<String, List<DeclaredColumn>> schemas(JsonNode node) {
    Map<String, List<DeclaredColumn>> schemas = new TreeMap<>();
    node.fieldNames()
        .forEachRemaining(
            workflow -> schemas.put(workflow, Json.list(node, workflow, DatasetJson::column)));
    return schemas;
  }

  private static DeclaredColumn column(JsonNode node) {
    return new DeclaredColumn(
        Json.text(node, "name"), Json.text(node, "type"), Json.find(node, "doc").orElse(null));
  }

  public static String write(Dataset dataset) {
    return Json.write(toJson(dataset));
  }

  public static ObjectNode toJson(Dataset dataset) {
    ObjectNode node =
        Json.versioned(VERSION)
            .put("team", dataset.team())
            .put("pipeline", dataset.pipeline())
            .put("dataset", dataset.dataset())
            .put("lightTransform", dataset.lightTransform())
            .put("heavyTransform", dataset.heavyTransform());
    node.putObject("load")
        .put("windowSeconds", dataset.load().windowSeconds())
        .put("maxFiles", dataset.load().maxFiles())
        .put("maxBytes", dataset.load().maxBytes());
    ObjectNode glue = node.putObject("glue");
    Json.putIfPresent(glue, "jobName", dataset.glue().jobName());
    glue.put("workerType", dataset.glue().workerType())
        .put("workers", dataset.glue().workers())
        .put("minBytes", dataset.glue().minBytes())
        .put("minFiles", dataset.glue().minFiles())
        .put("minRewriteBytes", dataset.glue().minRewriteBytes());
    ObjectNode schemas = node.putObject("schemas");
    new TreeMap<>(dataset.schemas())
        .forEach((workflow, columns) -> write(schemas.putArray(workflow), columns));
    node.put("schemaPolicy", word(dataset.schemaPolicy()))
        .put("maxRejectedRows", dataset.maxRejectedRows())
        .put("onDelete", word(dataset.onDelete()))
        .put("numeric", word(dataset.numeric()));
    node.putObject("maintenance")
        .put("schedule", dataset.maintenance().schedule())
        .put("by", word(dataset.maintenance().by()));
    node.put("stageBQueue", dataset.stageBQueue());
    if (!dataset.database().equals(Dataset.plainDatabase(dataset.team(), dataset.dataset()))) {
      node.put("database", dataset.database());
    }
    return node;
  }

  private static void write(ArrayNode node, List<DeclaredColumn> columns) {
    for (DeclaredColumn column : columns) {
      ObjectNode written = node.addObject().put("name", column.name()).put("type", column.type());
      Json.putIfPresent(written, "doc", column.doc());
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
