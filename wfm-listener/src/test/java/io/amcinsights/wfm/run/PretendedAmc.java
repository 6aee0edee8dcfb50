package io.amcinsights.wfm.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.wfm.amc.AmbiguousSubmission;
import io.amcinsights.wfm.amc.AmcApi;
import io.amcinsights.wfm.amc.DownloadUrls;
import io.amcinsights.wfm.amc.ExecutionStatus;
import io.amcinsights.wfm.amc.Workflow;
import io.amcinsights.wfm.amc.WorkflowExecution;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An AMC instance in memory: executions take a while by the clock and end as they are told to. */
final class PretendedAmc implements AmcApi {

  /** An execution and when it came. */
  record Taken(String id, ObjectNode request, Instant at) {}

  final Map<String, Taken> executions = new LinkedHashMap<>();
  final Map<String, String> cancelled = new LinkedHashMap<>();

  /** What becomes of an answer to a submission. */
  Fate fate = Fate.FINE;

  Duration takes = Duration.ofSeconds(90);
  Duration listedAfter = Duration.ZERO;
  String endsAs = "SUCCEEDED";
  String reason;
  boolean saysWhere = true;
  boolean endless;

  private final Clock clock;
  private int number;

  enum Fate {
    FINE,
    /** It was taken and the answer was lost. */
    TAKEN_WITHOUT_ANSWER,
    /** It was lost on its way. */
    LOST,
    REFUSED
  }

  PretendedAmc(Clock clock) {
    this.clock = clock;
  }

  @Override
  public WorkflowExecution submit(ObjectNode request) {
    switch (fate) {
      case REFUSED -> throw new InvalidInputException("AMC refuses: too many joins");
      case LOST -> throw lost();
      default -> {
        String id = "e-" + ++number;
        executions.put(id, new Taken(id, request.deepCopy(), clock.instant()));
        if (fate == Fate.TAKEN_WITHOUT_ANSWER) {
          throw lost();
        }
        return shown(executions.get(id));
      }
    }
  }

  private AmbiguousSubmission lost() {
    return new AmbiguousSubmission("execution", clock.instant(), "connection reset", null);
  }

  @Override
  public Optional<WorkflowExecution> execution(String executionId) {
    return Optional.ofNullable(executions.get(executionId)).map(this::shown);
  }

  @Override
  public List<WorkflowExecution> executionsSince(Instant creation) {
    return executions.values().stream()
        .filter(it -> !it.at().isBefore(creation))
        .filter(it -> !clock.instant().isBefore(it.at().plus(listedAfter)))
        .map(this::shown)
        .toList();
  }

  @Override
  public Optional<WorkflowExecution> cancel(String executionId) {
    if (executions.containsKey(executionId) && !isOver(executions.get(executionId))) {
      cancelled.put(executionId, "CANCELLED");
    }
    return execution(executionId);
  }

  long active() {
    return executions.values().stream().filter(it -> !isOver(it)).count();
  }

  private boolean isOver(Taken it) {
    return cancelled.containsKey(it.id())
        || (!endless && !clock.instant().isBefore(it.at().plus(takes)));
  }

  private WorkflowExecution shown(Taken it) {
    boolean over = isOver(it);
    String status = over ? cancelled.getOrDefault(it.id(), endsAs) : "RUNNING";
    boolean delivered = over && saysWhere && status.equals("SUCCEEDED");
    return new WorkflowExecution(
        it.id(),
        Json.text(it.request(), "workflowId"),
        new ExecutionStatus(status),
        over ? reason : null,
        it.at(),
        clock.instant(),
        delivered ? output(it) : null,
        it.request());
  }

  static String output(Taken it) {
    return "s3://amc-results/workflow=%s/schedule=adhoc/%s.csv"
        .formatted(Json.text(it.request(), "workflowId"), it.id());
  }

  @Override
  public boolean createWorkflow(ObjectNode definition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Workflow> workflow(String workflowId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Workflow> workflows() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean updateWorkflow(ObjectNode definition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void deleteWorkflow(String workflowId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<DownloadUrls> downloadUrls(String executionId) {
    throw new UnsupportedOperationException();
  }
}
