package io.amcinsights.wfm.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.macro.RequestMacros;
import io.amcinsights.core.message.RunRequest;
import io.amcinsights.core.run.Run;
import io.amcinsights.core.run.Run.Cause;
import io.amcinsights.core.run.RunIds;
import io.amcinsights.core.run.RunState;
import io.amcinsights.core.run.Runs;
import io.amcinsights.core.workflow.Defaults;
import io.amcinsights.core.workflow.ExecutionRequest;
import io.amcinsights.core.workflow.ExecutionRequestJson;
import io.amcinsights.core.workflow.TenantWorkflow;
import io.amcinsights.core.workflow.WorkflowDefinition;
import io.amcinsights.core.workflow.Workflows;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Makes a run of a request: written down first, then given an execution of the state machine. */
public final class RunStarter {

  private static final Logger LOG = LogManager.getLogger(RunStarter.class);

  private final Runs runs;
  private final Workflows workflows;
  private final Machines machines;
  private final String machine;
  private final Clock clock;

  public RunStarter(
      Runs runs, Workflows workflows, Machines machines, String machine, Clock clock) {
    this.runs = runs;
    this.workflows = workflows;
    this.machines = machines;
    this.machine = machine;
    this.clock = clock;
  }

  /** Starts a run; the same request again finds the run that there is. */
  public Run start(RunRequest request) {
    String id = id(request);
    Optional<Run> known = runs.find(request.tenant(), id);
    Run run = known.orElseGet(() -> begin(id, request));
    if (!run.isDone()) {
      machines.start(machine, run.runId(), input(run));
    }
    return run;
  }

  private Run begin(String id, RunRequest request) {
    var cause =
        new Cause(
            request.scheduleId(), request.fireTime(), request.clientToken(), request.retryOf());
    Optional<WorkflowDefinition> definition =
        workflows.find(request.tenant(), request.workflowId()).map(TenantWorkflow::definition);
    int timeout =
        definition
            .map(WorkflowDefinition::timeoutSeconds)
            .orElse(WorkflowDefinition.DEFAULT_TIMEOUT_SECONDS);
    Run run;
    try {
      run = asked(id, request, cause, evaluated(request, definition), timeout);
    } catch (InvalidInputException e) {
      // Nobody waits for an answer here: the run says what is wrong.
      LOG.error("Run {} cannot be: {}", id, e.getMessage());
      run =
          asked(id, request, cause, request.request(), timeout)
              .moved(RunState.FAILED, e.getMessage(), clock.instant());
    }
    return runs.begin(run);
  }

  private Run asked(String id, RunRequest it, Cause cause, ExecutionRequest request, int timeout) {
    return Run.asked(it.tenant(), id, it.workflowId(), cause, request, timeout, clock.instant());
  }

  /** With dates instead of macros: those of the time the run is for, however late it is. */
  private static ExecutionRequest evaluated(
      RunRequest request, Optional<WorkflowDefinition> definition) {
    ExecutionRequest filled =
        definition.map(it -> Defaults.filled(it, request.request())).orElse(request.request());
    ObjectNode document = ExecutionRequestJson.write(filled);
    ZoneId zone = RequestMacros.zone(document).orElse(ZoneOffset.UTC);
    return ExecutionRequestJson.read(RequestMacros.evaluate(document, request.fireTime(), zone));
  }

  private static String id(RunRequest request) {
    String schedule = request.scheduleId();
    String token = request.clientToken();
    if (schedule != null) {
      return RunIds.of(request.tenant(), schedule, request.fireTime());
    }
    if (token == null) {
      throw new InvalidInputException(
          "A run of %s of tenant %s is asked for by neither a schedule nor a token",
          request.workflowId(), request.tenant());
    }
    return RunIds.of(request.tenant(), token);
  }

  /** What an execution of the state machine is given. */
  static String input(Run run) {
    return Json.write(Json.object().put("tenant", run.tenant()).put("runId", run.runId()));
  }
}
