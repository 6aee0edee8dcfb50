package io.amcinsights.wfm.amc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** AMC's documents, flat or in a wrapper of their own name. */
final class Bodies {

  private Bodies() {}

  static Optional<WorkflowExecution> execution(JsonNode body) {
    JsonNode node = unwrapped(body, "workflowExecution", "workflowExecutionId");
    String id = node.path("workflowExecutionId").asText("");
    if (id.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new WorkflowExecution(
            id,
            text(node, "workflowId"),
            new ExecutionStatus(node.path("status").asText("")),
            text(node, "statusReason"),
            time(node, "createTime"),
            time(node, "lastUpdatedTime"),
            text(node, "outputS3URI"),
            node));
  }

  static Optional<Workflow> workflow(JsonNode body) {
    JsonNode node = unwrapped(body, "workflow", "workflowId");
    String id = node.path("workflowId").asText("");
    return id.isBlank() ? Optional.empty() : Optional.of(new Workflow(id, node));
  }

  static List<String> texts(JsonNode body, String field) {
    return StreamSupport.stream(body.path(field).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static JsonNode unwrapped(JsonNode body, String wrapper, String id) {
    return body.hasNonNull(id) || !body.path(wrapper).isObject() ? body : body.path(wrapper);
  }

  private static @Nullable String text(JsonNode node, String field) {
    String text = node.path(field).asText("");
    return text.isBlank() ? null : text;
  }

  // AMC's times are UTC, with or without saying so.
  private static @Nullable Instant time(JsonNode node, String field) {
    String text = text(node, field);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return timeWithoutZone(text);
    }
  }

  private static @Nullable Instant timeWithoutZone(String text) {
    try {
      return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
