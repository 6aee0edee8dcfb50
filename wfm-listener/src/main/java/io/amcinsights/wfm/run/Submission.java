package io.amcinsights.wfm.run;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.run.Run;
import io.amcinsights.core.run.Runs;
import io.amcinsights.core.workflow.ExecutionRequestJson;
import io.amcinsights.wfm.amc.AmbiguousSubmission;
import io.amcinsights.wfm.amc.AmcApi;
import io.amcinsights.wfm.amc.WorkflowExecution;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has AMC take a run, once. AMC knows no token that would make a repeated request harmless: whether
 * it took one is found out among its executions.
 */
final class Submission {

  private static final Logger LOG = LogManager.getLogger(Submission.class);

  private final Runs runs;
  private final Pace pace;
  private final Clock clock;

  Submission(RunParts parts) {
    this.runs = parts.runs();
    this.pace = parts.pace();
    this.clock = parts.clock();
  }

  /** How asking ended. */
  sealed interface Outcome {}

  /** AMC has it. */
  record Taken(WorkflowExecution execution) implements Outcome {}

  /** AMC refuses it and will again. */
  record Refused(String reason) implements Outcome {}

  /** AMC does not have it, and nobody wants it any more. */
  record Withdrawn() implements Outcome {}

  /** Whether AMC has it shows later. */
  record Open() implements Outcome {}

  /**
   * Asks AMC, unless it may have been asked before and may have taken it.
   *
   * @param run SUBMITTING
   */
  Outcome of(Run run, AmcApi amc, boolean maybeSubmitted) {
    if (maybeSubmitted) {
      // Before all is listed that AMC took, another run's would look like this one's.
      if (!isSettled(run)) {
        return new Open();
      }
      Optional<WorkflowExecution> found = find(run, amc);
      if (found.isPresent()) {
        return new Taken(found.get());
      }
      if (run.cancelWanted()) {
        return new Withdrawn();
      }
    }
    return submit(run, amc);
  }

  private Outcome submit(Run run, AmcApi amc) {
    // Looking for what comes of it begins here, also for who does it after us.
    runs.change(run.tenant(), run.runId(), it -> Optional.of(it.asking(clock.instant())));
    try {
      WorkflowExecution execution = amc.submit(request(run));
      return runs.claim(run, execution.id()) ? new Taken(execution) : new Open();
    } catch (AmbiguousSubmission e) {
      LOG.warn("Run {} may be in AMC: {}", run.runId(), e.getMessage());
      return new Open();
    } catch (InvalidInputException e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode request(Run run) {
    return ExecutionRequestJson.write(run.request())
        .put("workflowId", run.workflowId())
        .put("workflowExecutionTimeoutSeconds", run.timeoutSeconds());
  }

  /** The one this run took before, else the oldest that asks for the same and is nobody's. */
  private Optional<WorkflowExecution> find(Run run, AmcApi amc) {
    Instant since = run.progress().submittingAt();
    if (since == null) {
      return Optional.empty();
    }
    List<WorkflowExecution> same =
        amc.executionsSince(since.minus(Pace.SKEW)).stream()
            .filter(it -> run.workflowId().equals(it.workflowId()))
            .filter(it -> asksTheSame(run, it.document()))
            .sorted(
                comparing(WorkflowExecution::createTime, nullsLast(naturalOrder()))
                    .thenComparing(WorkflowExecution::id))
            .toList();
    return same.stream()
        .filter(it -> runs.holder(run.tenant(), it.id()).filter(run.runId()::equals).isPresent())
        .findFirst()
        .or(() -> same.stream().filter(it -> runs.claim(run, it.id())).findFirst());
  }

  /** AMC writes the window as it took it and, beside it, as it was asked for. */
  private static boolean asksTheSame(Run run, JsonNode execution) {
    return same(run.request().timeWindowStart(), execution, "timeWindowStart")
        && same(run.request().timeWindowEnd(), execution, "timeWindowEnd")
        && run.request().parameterValues().entrySet().stream()
            .allMatch(
                it ->
                    it.getValue()
                        .equals(execution.path("parameterValues").path(it.getKey()).asText()));
  }

  private static boolean same(@Nullable String asked, JsonNode execution, String field) {
    if (asked == null) {
      return true;
    }
    return Json.find(execution, field + "Original")
        .or(() -> Json.find(execution, field))
        .map(it -> it.replace("Z", "").equals(asked))
        .orElse(true);
  }

  /** Whether AMC would list by now what it took. */
  private boolean isSettled(Run run) {
    Instant since = run.progress().askedAt();
    return since == null || clock.instant().isAfter(since.plus(pace.settle()));
  }
}
