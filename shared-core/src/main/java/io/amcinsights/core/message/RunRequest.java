package io.amcinsights.core.message;

import io.amcinsights.core.workflow.ExecutionRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a run: for a time of a schedule, or with a caller's token.
 *
 * @param scheduleId null for a call
 * @param fireTime when it was to fire; of a call, when it was made: macros go by it
 * @param clientToken null for a time of a schedule
 * @param retryOf the run that did not succeed
 * @param request may hold macros
 */
public record RunRequest(
    String tenant,
    String workflowId,
    @Nullable String scheduleId,
    Instant fireTime,
    @Nullable String clientToken,
    @Nullable String retryOf,
    ExecutionRequest request) {}
