package io.amcinsights.core.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AmcDefinitionTest {

  private static final WorkflowDefinition OURS = definition(sample());

  private static ObjectNode sample() {
    return (ObjectNode)
        Json.read(
            "sample",
            """
            {
             "workflowId": "reach-by-day",
             "description": "Users reached on each day",
             "sql": "-- By day.\\nSELECT event_date, COUNT(DISTINCT user_id) AS users\\nFROM impressions\\nWHERE event_date >= CUSTOM_PARAMETER('since')\\nGROUP BY event_date",
             "inputParameters": [
              {
               "name": "since",
               "dataType": "DATE",
               "defaultValue": "TODAY(-30)",
               "description": "First day"
              }
             ],
             "columns": [
              {
               "name": "event_date",
               "type": "date"
              },
              {
               "name": "users",
               "type": "long"
              }
             ],
             "filteredMetricsDiscriminatorColumn": "filtered",
             "distinctUserCountColumn": "user_count",
             "filteredReasonColumn": "filtered_reason",
             "timeoutSeconds": 21600
            }
            """);
  }

  private static WorkflowDefinition definition(ObjectNode node) {
    return WorkflowJson.readDefinition(Json.text(node, "workflowId"), node);
  }

  @Test
  void isTheDocumentOfAmcsApi() {
    assertThat(Json.write(AmcDefinition.toJson(OURS)))
        .isEqualTo(
            "{\"workflowId\":\"reach-by-day\",\"sqlQuery\":\"SELECT event_date, COUNT(DISTINCT"
                + " user_id) AS users FROM impressions WHERE event_date >="
                + " CUSTOM_PARAMETER('since') GROUP BY event_date\","
                + "\"filteredMetricsDiscriminatorColumn\":\"filtered\","
                + "\"distinctUserCountColumn\":\"user_count\","
                + "\"filteredReasonColumn\":\"filtered_reason\",\"inputParameters\":[{\"name\":"
                + "\"since\",\"dataType\":\"DATE\",\"description\":\"First day\"}]}");
  }

  @Test
  void theDigestIsOfWhatAmcSees() {
    ObjectNode other = sample();
    other.put("sql", "/* moved */ " + other.get("sql").asText()).put("description", "other");
    assertThat(AmcDefinition.digest(definition(other)))
        .isEqualTo(AmcDefinition.digest(OURS))
        .hasSize(64);

    other.put("filteredReasonColumn", "why");
    assertThat(AmcDefinition.digest(definition(other))).isNotEqualTo(AmcDefinition.digest(OURS));
  }

  @Test
  void whatAmcAddsIsNoDifference() {
    ObjectNode theirs = AmcDefinition.toJson(OURS).put("createTime", "2024-03-01T00:00:00Z");
    theirs.put("sqlQuery", OURS.sql());
    ((ObjectNode) theirs.get("inputParameters").get(0)).put("columnType", "SCALAR");

    assertThat(AmcDefinition.differences(OURS, theirs)).isEmpty();
  }

  @Test
  void differencesAreNamesOfFields() {
    ObjectNode theirs = AmcDefinition.toJson(OURS).put("sqlQuery", "SELECT secret");
    theirs.remove("distinctUserCountColumn");
    ArrayNode parameters = (ArrayNode) theirs.get("inputParameters");
    ((ObjectNode) parameters.get(0)).put("dataType", "STRING").put("defaultValue", "x");
    parameters.addObject().put("name", "more").put("dataType", "STRING");

    assertThat(AmcDefinition.differences(OURS, theirs))
        .containsExactly(
            "sqlQuery",
            "distinctUserCountColumn",
            "inputParameters.more",
            "inputParameters.since.dataType",
            "inputParameters.since.defaultValue");
  }

  @Test
  void aDefaultThatIsAMacroIsSaidByTheRequest() {
    assertThat(Defaults.filled(OURS, ExecutionRequest.DEFAULT).parameterValues())
        .isEqualTo(Map.of("since", "TODAY(-30)"));
    var said = new ExecutionRequest(Map.of("since", "2024-01-01"), null, null, null, null, true);
    assertThat(Defaults.filled(OURS, said)).isEqualTo(said);
  }
}
