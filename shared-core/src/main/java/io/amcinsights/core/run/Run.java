package io.amcinsights.core.run;

import io.amcinsights.core.workflow.ExecutionRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a workflow in AMC, from the request to the rows of its result.
 *
 * @param runId see {@link RunIds}
 * @param cause why there is one
 * @param request what AMC is asked, with dates instead of macros
 * @param timeoutSeconds how long AMC is given
 * @param state how far it is
 * @param reason why it failed, was rejected or is missing
 * @param cancelWanted somebody wants it to end
 * @param progress what is known of it in AMC
 * @param result what became of its result
 * @param retriedBy the run that was asked for instead of this one
 * @param version counts writes
 */
public record Run(
    String tenant,
    String runId,
    String workflowId,
    Cause cause,
    ExecutionRequest request,
    int timeoutSeconds,
    RunState state,
    @Nullable String reason,
    boolean cancelWanted,
    Progress progress,
    Result result,
    @Nullable String retriedBy,
    Instant createdAt,
    long version) {

  /**
   * What a run was asked for by: a time of a schedule, or a call.
   *
   * @param clientToken the caller's; null for a time of a schedule
   * @param retryOf the run that did not succeed
   */
  public record Cause(
      @Nullable String scheduleId,
      @Nullable Instant fireTime,
      @Nullable String clientToken,
      @Nullable String retryOf) {}

  /**
   * A run in AMC.
   *
   * @param submittingAt when AMC was about to be asked for the first time
   * @param askedAt when it was asked last
   * @param since when it became what it is
   * @param executionId AMC's
   * @param finalAt when it was seen to have ended
   * @param outputUri where AMC says the result is
   * @param steps how often it was looked at
   */
  public record Progress(
      @Nullable Instant submittingAt,
      @Nullable Instant askedAt,
      @Nullable Instant submittedAt,
      Instant since,
      @Nullable String executionId,
      @Nullable Instant finalAt,
      @Nullable String outputUri,
      int steps) {}

  /**
   * A delivered result.
   *
   * @param object id of the object in the catalog
   * @param rows null until they are in the table
   */
  public record Result(@Nullable String object, @Nullable String table, @Nullable Long rows) {

    /** Nothing yet. */
    public static final Result NONE = new Result(null, null, null);
  }

  /** A run that waits for its turn. */
  public static Run asked(
      String tenant,
      String runId,
      String workflowId,
      Cause cause,
      ExecutionRequest request,
      int timeoutSeconds,
      Instant now) {
    return new Run(
        tenant,
        runId,
        workflowId,
        cause,
        request,
        timeoutSeconds,
        RunState.WAITING,
        null,
        false,
        new Progress(null, null, null, now, null, null, null, 0),
        Result.NONE,
        null,
        now,
        1);
  }

  /** Whether nothing is left to do for it. */
  public boolean isDone() {
    return state.isBad() || (state == RunState.SUCCEEDED && result.rows() != null);
  }

  /**
   * The same, further on; as it is when it is as far already.
   *
   * @param why of a bad end; null keeps what was said before
   */
  public Run moved(RunState next, @Nullable String why, Instant now) {
    if (!state.mayBecome(next)) {
      return this;
    }
    Progress p = progress;
    return new Run(
        tenant,
        runId,
        workflowId,
        cause,
        request,
        timeoutSeconds,
        next,
        why == null ? reason : why,
        cancelWanted,
        new Progress(
            next == RunState.SUBMITTING ? now : p.submittingAt,
            p.askedAt,
            p.submittedAt,
            now,
            p.executionId,
            next.isFinal() && p.finalAt == null ? now : p.finalAt,
            p.outputUri,
            p.steps),
        result,
        retriedBy,
        createdAt,
        version);
  }

  /** The same, with AMC about to be asked. */
  public Run asking(Instant now) {
    Progress p = progress;
    return with(
        new Progress(
            p.submittingAt,
            now,
            p.submittedAt,
            p.since,
            p.executionId,
            p.finalAt,
            p.outputUri,
            p.steps));
  }

  /** The same, known in AMC. */
  public Run submitted(String executionId, Instant now) {
    Progress p = progress;
    return with(
        new Progress(
            p.submittingAt,
            p.askedAt,
            p.submittedAt == null ? now : p.submittedAt,
            p.since,
            executionId,
            p.finalAt,
            p.outputUri,
            p.steps));
  }

  /** The same, with the place of its result. */
  public Run output(String uri) {
    Progress p = progress;
    return with(
        new Progress(
            p.submittingAt,
            p.askedAt,
            p.submittedAt,
            p.since,
            p.executionId,
            p.finalAt,
            uri,
            p.steps));
  }

  /** The same, looked at once more. */
  public Run stepped() {
    Progress p = progress;
    return with(
        new Progress(
            p.submittingAt,
            p.askedAt,
            p.submittedAt,
            p.since,
            p.executionId,
            p.finalAt,
            p.outputUri,
            p.steps + 1));
  }

  private Run with(Progress next) {
    return copy(cancelWanted, next, result, retriedBy, version);
  }

  /** The same with a result. */
  public Run with(Result next) {
    return copy(cancelWanted, progress, next, retriedBy, version);
  }

  /** The same, to be ended. */
  public Run cancelling() {
    return copy(true, progress, result, retriedBy, version);
  }

  /** The same, replaced by another run. */
  public Run retriedBy(String other) {
    return copy(cancelWanted, progress, result, other, version);
  }

  /** As it is stored next. */
  public Run stored() {
    return copy(cancelWanted, progress, result, retriedBy, version + 1);
  }

  private Run copy(
      boolean cancel, Progress p, Result r, @Nullable String retried, long newVersion) {
    return new Run(
        tenant,
        runId,
        workflowId,
        cause,
        request,
        timeoutSeconds,
        state,
        reason,
        cancel,
        p,
        r,
        retried,
        createdAt,
        newVersion);
  }
}
