package io.amcinsights.core.schedule;

import io.amcinsights.core.workflow.ExecutionRequest;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When a tenant's workflow is executed by itself.
 *
 * @param scheduleId letters, digits, {@code _ -}; 40 at most
 * @param expression as {@link ScheduleExpression} reads it
 * @param zone whose wall clock the expression goes by
 * @param flexibleMinutes how much later it may fire; 0 to 1440
 * @param removed it is to go; the record goes when it has
 * @param version counts writes; 0 for one that is not stored yet
 * @param changedAt time of the last write
 */
public record Schedule(
    String tenant,
    String scheduleId,
    String workflowId,
    String expression,
    ZoneId zone,
    int flexibleMinutes,
    boolean paused,
    ExecutionRequest request,
    Source source,
    boolean removed,
    Standing standing,
    long version,
    Instant changedAt) {

  /** Who wrote it. */
  public enum Source {
    /** Written for this tenant; the library leaves it alone. */
    TENANT,
    /** An entry of the library brought it, and takes it away again. */
    LIBRARY
  }

  /** How EventBridge Scheduler compares to the record. */
  public enum State {
    PENDING,
    APPLIED,
    /** EventBridge Scheduler refused it. */
    FAILED
  }

  /**
   * How far it is carried out.
   *
   * @param reason why it failed
   * @param since when it became what it is: times before were none of its
   */
  public record Standing(State state, @Nullable String reason, Instant since) {}

  /** As it is stored next. */
  public Schedule stored(Instant now) {
    return new Schedule(
        tenant,
        scheduleId,
        workflowId,
        expression,
        zone,
        flexibleMinutes,
        paused,
        request,
        source,
        removed,
        standing,
        version + 1,
        now);
  }

  /** The same with another standing. */
  public Schedule with(Standing next) {
    return new Schedule(
        tenant,
        scheduleId,
        workflowId,
        expression,
        zone,
        flexibleMinutes,
        paused,
        request,
        source,
        removed,
        next,
        version,
        changedAt);
  }

  /** The same, stopped for a while or going on, from {@code now}. */
  public Schedule paused(boolean next, Instant now) {
    return new Schedule(
        tenant,
        scheduleId,
        workflowId,
        expression,
        zone,
        flexibleMinutes,
        next,
        request,
        source,
        removed,
        new Standing(State.PENDING, null, now),
        version,
        changedAt);
  }

  /** The same, to go. */
  public Schedule leaving(Instant now) {
    return new Schedule(
        tenant,
        scheduleId,
        workflowId,
        expression,
        zone,
        flexibleMinutes,
        paused,
        request,
        source,
        true,
        new Standing(State.PENDING, null, now),
        version,
        changedAt);
  }

  /** Whether both ask for the same, however far it is carried out. */
  public boolean asksAs(Schedule other) {
    return workflowId.equals(other.workflowId)
        && expression.equals(other.expression)
        && zone.equals(other.zone)
        && flexibleMinutes == other.flexibleMinutes
        && paused == other.paused
        && request.equals(other.request)
        && source == other.source
        && removed == other.removed;
  }
}
