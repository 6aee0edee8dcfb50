package io.amcinsights.core.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.macro.Macros;
import io.amcinsights.core.store.ContentHash;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as AMC takes it. A default value that is a date macro is left out: AMC knows no
 * macros, each execution says the value ({@link Defaults}).
 */
public final class AmcDefinition {

  private static final String SQL = "sqlQuery";
  private static final String PARAMETERS = "inputParameters";

  private static final List<String> COLUMNS =
      List.of(
          "filteredMetricsDiscriminatorColumn", "distinctUserCountColumn", "filteredReasonColumn");

  private static final List<String> OF_PARAMETER =
      List.of("dataType", "defaultValue", "description");

  private AmcDefinition() {}

  /** The document of AMC's API; it holds SQL and is not for logs. */
  public static ObjectNode toJson(WorkflowDefinition definition) {
    ObjectNode node = Json.object();
    node.put("workflowId", definition.workflowId()).put(SQL, SqlLine.of(definition.sql()));
    Json.putIfPresent(
        node,
        "filteredMetricsDiscriminatorColumn",
        definition.filteredMetricsDiscriminatorColumn());
    Json.putIfPresent(node, "distinctUserCountColumn", definition.distinctUserCountColumn());
    Json.putIfPresent(node, "filteredReasonColumn", definition.filteredReasonColumn());
    if (!definition.inputParameters().isEmpty()) {
      ArrayNode parameters = node.putArray(PARAMETERS);
      definition.inputParameters().forEach(it -> parameters.add(parameter(it)));
    }
    return node;
  }

  private static ObjectNode parameter(InputParameter parameter) {
    ObjectNode node = Json.object();
    node.put("name", parameter.name()).put("dataType", parameter.dataType());
    String otherwise = parameter.defaultValue();
    if (otherwise != null && !Macros.isMacro(otherwise)) {
      node.put("defaultValue", otherwise);
    }
    Json.putIfPresent(node, "description", parameter.description());
    return node;
  }

  /** Tells what AMC is to have from all else: SHA-256 of the document, in hexadecimal. */
  public static String digest(WorkflowDefinition definition) {
    return ContentHash.ofText(Json.write(toJson(definition)));
  }

  /**
   * Names of the fields in which AMC's workflow is another one, in the order of the document; empty
   * when it is ours. What AMC adds on its own is no difference.
   */
  public static List<String> differences(WorkflowDefinition ours, JsonNode amcs) {
    ObjectNode document = toJson(ours);
    List<String> differences = new ArrayList<>();
    if (!text(document, SQL).equals(SqlLine.of(text(amcs, SQL)))) {
      differences.add(SQL);
    }
    COLUMNS.stream()
        .filter(it -> !text(document, it).equals(text(amcs, it)))
        .forEach(differences::add);
    Map<String, JsonNode> here = parameters(document);
    Map<String, JsonNode> there = parameters(amcs);
    var names = new TreeSet<>(here.keySet());
    names.addAll(there.keySet());
    names.forEach(it -> differences.addAll(differences(it, here.get(it), there.get(it))));
    return List.copyOf(differences);
  }

  private static List<String> differences(
      String name, @Nullable JsonNode here, @Nullable JsonNode there) {
    String path = "%s.%s".formatted(PARAMETERS, name);
    if (here == null || there == null) {
      return List.of(path);
    }
    return OF_PARAMETER.stream()
        .filter(it -> !text(here, it).equals(text(there, it)))
        .map(it -> path + "." + it)
        .toList();
  }

  private static Map<String, JsonNode> parameters(JsonNode document) {
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    document.path(PARAMETERS).forEach(it -> parameters.put(text(it, "name"), it));
    return parameters;
  }

  // Null, absent and empty say the same.
  private static String text(JsonNode node, String field) {
    return Json.find(node, field).orElse("");
  }
}
