package io.amcinsights.core.library;

import io.amcinsights.core.workflow.ExecutionRequest;
import java.time.ZoneId;

/**
 * A schedule that tenants get with an entry.
 *
 * @param expression as {@link io.amcinsights.core.schedule.ScheduleExpression} reads it
 * @param flexibleMinutes how much later it may fire
 */
public record LibrarySchedule(
    String scheduleId,
    String expression,
    ZoneId zone,
    int flexibleMinutes,
    ExecutionRequest request) {}
