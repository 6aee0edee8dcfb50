package io.amcinsights.core.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.record.Shape;
import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.workflow.TenantWorkflow.Source;
import io.amcinsights.core.workflow.TenantWorkflow.Standing;
import io.amcinsights.core.workflow.TenantWorkflow.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The format of a stored {@link TenantWorkflow}; fields that are null or empty are left out. */
public final class WorkflowJson {

  /** Of the records that stores keep. */
  public static final Shape<TenantWorkflow> SHAPE =
      new Shape<>(
          "workflow",
          "workflowId",
          TenantWorkflow::tenant,
          TenantWorkflow::workflowId,
          TenantWorkflow::version,
          TenantWorkflow::stored,
          WorkflowJson::toJson,
          WorkflowJson::read);

  private static final String WHAT = "Workflow";
  private static final int VERSION = 1;

  private WorkflowJson() {}

  public static TenantWorkflow read(String text) {
    return read(Json.read(WHAT, text));
  }

  public static TenantWorkflow read(JsonNode node) {
    Json.expectVersion(WHAT, node, VERSION);
    return new TenantWorkflow(
        Json.text(node, "tenant"),
        readDefinition(Json.text(node, "workflowId"), Json.child(node, "definition")),
        Json.constant(node, "source", Source.class),
        node.path("removed").asBoolean(),
        new Standing(
            Json.constant(node, "state", State.class),
            Json.find(node, "reason").orElse(null),
            Json.find(node, "appliedDigest").orElse(null)),
        Json.number(node, "version"),
        Json.instant(node, "changedAt"));
  }

  public static String write(TenantWorkflow workflow) {
    return Json.write(toJson(workflow));
  }

  private static ObjectNode toJson(TenantWorkflow it) {
    ObjectNode node =
        Json.versioned(VERSION)
            .put("tenant", it.tenant())
            .put("workflowId", it.workflowId())
            .put("source", it.source().name())
            .put("state", it.standing().state().name());
    Json.putIfPresent(node, "reason", it.standing().reason());
    Json.putIfPresent(node, "appliedDigest", it.standing().appliedDigest());
    if (it.removed()) {
      node.put("removed", true);
    }
    node.set("definition", definition(it.definition()));
    return node.put("version", it.version()).put("changedAt", Json.instant(it.changedAt()));
  }

  /** A definition without its id, which stands beside it. */
  public static ObjectNode definition(WorkflowDefinition it) {
    ObjectNode node = Json.object();
    if (!it.description().isEmpty()) {
      node.put("description", it.description());
    }
    node.put("sql", it.sql());
    if (!it.inputParameters().isEmpty()) {
      ArrayNode parameters = node.putArray("inputParameters");
      it.inputParameters().forEach(parameter -> write(parameters.addObject(), parameter));
    }
    if (!it.columns().isEmpty()) {
      // A list, because the columns have an order.
      ArrayNode columns = node.putArray("columns");
      it.columns()
          .forEach(
              (name, type) -> columns.addObject().put("name", name).put("type", type.wireName()));
    }
    Json.putIfPresent(
        node, "filteredMetricsDiscriminatorColumn", it.filteredMetricsDiscriminatorColumn());
    Json.putIfPresent(node, "distinctUserCountColumn", it.distinctUserCountColumn());
    Json.putIfPresent(node, "filteredReasonColumn", it.filteredReasonColumn());
    return node.put("timeoutSeconds", it.timeoutSeconds());
  }

  private static void write(ObjectNode node, InputParameter it) {
    node.put("name", it.name()).put("dataType", it.dataType());
    Json.putIfPresent(node, "defaultValue", it.defaultValue());
    Json.putIfPresent(node, "description", it.description());
  }

  /**
   * Reads a definition.
   *
   * @throws InvalidInputException when a field is missing or no such value
   */
  public static WorkflowDefinition readDefinition(String workflowId, JsonNode node) {
    return new WorkflowDefinition(
        workflowId,
        Json.find(node, "description").orElse(""),
        Json.text(node, "sql"),
        node.has("inputParameters")
            ? Json.list(node, "inputParameters", WorkflowJson::parameter)
            : List.of(),
        columns(node),
        Json.find(node, "filteredMetricsDiscriminatorColumn").orElse(null),
        Json.find(node, "distinctUserCountColumn").orElse(null),
        Json.find(node, "filteredReasonColumn").orElse(null),
        node.hasNonNull("timeoutSeconds")
            ? Json.integer(node, "timeoutSeconds")
            : WorkflowDefinition.DEFAULT_TIMEOUT_SECONDS);
  }

  private static InputParameter parameter(JsonNode node) {
    return new InputParameter(
        Json.text(node, "name"),
        Json.text(node, "dataType"),
        Json.find(node, "defaultValue").orElse(null),
        Json.find(node, "description").orElse(null));
  }

  private static Map<String, ColumnType> columns(JsonNode node) {
    Map<String, ColumnType> columns = new LinkedHashMap<>();
    for (JsonNode it : node.path("columns")) {
      columns.put(Json.text(it, "name"), ColumnType.of(Json.text(it, "type")));
    }
    return columns;
  }
}
