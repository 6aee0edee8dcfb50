package io.amcinsights.wfm.amc;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution as AMC has it.
 *
 * @param workflowId of the workflow, or what AMC calls one that was sent along
 * @param statusReason why it failed or was rejected
 * @param outputS3Uri where its result is, once it is there
 * @param document all of AMC's answer; it may hold SQL and is left out of {@link #toString}
 */
public record WorkflowExecution(
    String id,
    @Nullable String workflowId,
    ExecutionStatus status,
    @Nullable String statusReason,
    @Nullable Instant createTime,
    @Nullable Instant lastUpdatedTime,
    @Nullable String outputS3Uri,
    JsonNode document) {

  @Override
  public String toString() {
    return "WorkflowExecution[id=%s, workflowId=%s, status=%s]".formatted(id, workflowId, status);
  }
}
