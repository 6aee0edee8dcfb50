package io.amcinsights.wfm.run;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.metrics.Metric;
import io.amcinsights.core.metrics.Metrics;
import io.amcinsights.core.run.Run;
import io.amcinsights.core.run.RunState;
import io.amcinsights.core.run.Runs;
import io.amcinsights.core.run.Slots;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenants;
import io.amcinsights.core.workflow.TenantWorkflow;
import io.amcinsights.core.workflow.TenantWorkflow.State;
import io.amcinsights.core.workflow.Workflows;
import io.amcinsights.wfm.AmcInstances;
import io.amcinsights.wfm.amc.AmcApi;
import io.amcinsights.wfm.amc.WorkflowExecution;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One step of a run: looks at its record, does what comes next, and says when to come back.
 *
 * <p>A step may die anywhere and may be made twice at once. What it did is either in the record or
 * is found again in AMC before anything is asked a second time.
 */
final class RunStep {

  private static final Logger LOG = LogManager.getLogger(RunStep.class);

  /** AMC forgets nothing within it, and lists late at worst. */
  private static final Duration UNKNOWN = Duration.ofMinutes(10);

  private final Runs runs;
  private final Slots slots;
  private final Tenants tenants;
  private final Workflows workflows;
  private final AmcInstances instances;
  private final Submission submission;
  private final Delivered delivered;
  private final Notices notices;
  private final Metrics metrics;
  private final Pace pace;
  private final int places;
  private final Clock clock;

  RunStep(RunParts parts) {
    this.runs = parts.runs();
    this.slots = parts.slots();
    this.tenants = parts.tenants();
    this.workflows = parts.workflows();
    this.instances = parts.instances();
    this.submission = new Submission(parts);
    this.delivered = new Delivered(parts);
    this.notices = parts.notices();
    this.metrics = parts.metrics();
    this.pace = parts.pace();
    this.places = parts.places();
    this.clock = parts.clock();
  }

  /**
   * Makes a step.
   *
   * @return how long to wait before the next; empty when nothing is left to do
   * @throws UnavailableException when the same step may go better later
   */
  Optional<Duration> step(String tenantId, String runId) {
    Run run =
        runs.change(tenantId, runId, it -> Optional.of(it.stepped()))
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "There is no run '%s' of tenant '%s'", runId, tenantId));
    if (run.state().isFinal()) {
      return ended(run);
    }
    Optional<Tenant> tenant = tenants.find(tenantId);
    if (tenant.isEmpty()) {
      return end(run, null, RunState.FAILED, "There is no tenant '%s'".formatted(tenantId));
    }
    try {
      return work(run, tenant.get());
    } catch (InvalidInputException e) {
      return end(run, tenant.get(), RunState.FAILED, String.valueOf(e.getMessage()));
    } catch (UnavailableException e) {
      LOG.warn("Run {} goes on later: {}", runId, e.getMessage());
      return Optional.of(pace.after(run.progress().steps()));
    }
  }

  private Optional<Duration> work(Run run, Tenant tenant) {
    return switch (run.state()) {
      case WAITING -> gate(run, tenant);
      case SUBMITTING -> submit(run, tenant, true);
      default -> look(run, tenant);
    };
  }

  private Optional<Duration> gate(Run run, Tenant tenant) {
    if (run.cancelWanted()) {
      return end(run, tenant, RunState.CANCELLED, "Cancelled before AMC was asked");
    }
    if (tenant.isLeaving()) {
      return end(
          run, tenant, RunState.FAILED, "Tenant %s is leaving".formatted(tenant.customerId()));
    }
    Optional<Duration> wait = obstacle(run, tenant);
    if (wait.isPresent() || run(run).state().isFinal()) {
      return wait;
    }
    if (!slots.take(run.tenant(), run.runId(), places)) {
      return Optional.of(pace.after(run.progress().steps()));
    }
    Optional<Run> begun = move(run, RunState.SUBMITTING, null);
    return begun.isPresent() ? submit(begun.get(), tenant, false) : Optional.of(pace.first());
  }

  /** Waits for a workflow that AMC does not have as it is; ends the run when it never will. */
  private Optional<Duration> obstacle(Run run, Tenant tenant) {
    Optional<TenantWorkflow> workflow =
        workflows.find(run.tenant(), run.workflowId()).filter(it -> !it.removed());
    if (workflow.isEmpty()) {
      return end(
          run,
          tenant,
          RunState.FAILED,
          "Tenant %s has no workflow '%s'".formatted(run.tenant(), run.workflowId()));
    }
    TenantWorkflow.Standing standing = workflow.get().standing();
    if (standing.state() == State.FAILED) {
      return end(
          run,
          tenant,
          RunState.FAILED,
          "AMC does not take workflow '%s': %s".formatted(run.workflowId(), standing.reason()));
    }
    if (standing.state() != State.PENDING) {
      return Optional.empty();
    }
    if (clock.instant().isAfter(run.createdAt().plus(pace.applied()))) {
      return end(
          run,
          tenant,
          RunState.FAILED,
          "Workflow '%s' did not get to AMC within %d minutes: %s"
              .formatted(run.workflowId(), pace.applied().toMinutes(), standing.reason()));
    }
    return Optional.of(pace.after(run.progress().steps()));
  }

  private Optional<Duration> submit(Run run, Tenant tenant, boolean maybeSubmitted) {
    AmcApi amc = instances.of(tenant);
    Submission.Outcome outcome = submission.of(run, amc, maybeSubmitted);
    if (outcome instanceof Submission.Refused refused) {
      return end(run, tenant, RunState.REJECTED, refused.reason());
    }
    if (outcome instanceof Submission.Withdrawn) {
      return end(run, tenant, RunState.CANCELLED, "Cancelled before AMC took it");
    }
    if (outcome instanceof Submission.Taken taken) {
      return taken(run, tenant, taken.execution());
    }
    return Optional.of(pace.after(run.progress().steps()));
  }

  private Optional<Duration> taken(Run run, Tenant tenant, WorkflowExecution execution) {
    Instant now = clock.instant();
    Optional<Run> known =
        runs.change(
            run.tenant(),
            run.runId(),
            it ->
                Optional.of(it.submitted(execution.id(), now).moved(RunState.PENDING, null, now)));
    Instant due = run.cause().fireTime() == null ? run.createdAt() : run.cause().fireTime();
    metrics.count(Metric.RUNS_SUBMITTED, 1);
    metrics.seconds(Metric.SECONDS_TO_SUBMIT, Duration.between(due, now));
    LOG.info("Run {} is execution {} of AMC", run.runId(), execution.id());
    return known.isPresent() ? seen(known.get(), tenant, execution) : Optional.of(pace.first());
  }

  private Optional<Duration> look(Run run, Tenant tenant) {
    AmcApi amc = instances.of(tenant);
    String id = String.valueOf(run.progress().executionId());
    Optional<WorkflowExecution> execution = run.cancelWanted() ? amc.cancel(id) : amc.execution(id);
    if (execution.isPresent()) {
      return seen(run, tenant, execution.get());
    }
    return isLate(run, UNKNOWN)
        ? end(run, tenant, RunState.FAILED, "AMC knows no execution '%s'".formatted(id))
        : Optional.of(pace.after(run.progress().steps()));
  }

  private Optional<Duration> seen(Run run, Tenant tenant, WorkflowExecution execution) {
    String output = execution.outputS3Uri();
    Run now =
        output == null || output.equals(run.progress().outputUri())
            ? run
            : runs.change(run.tenant(), run.runId(), it -> Optional.of(it.output(output)))
                .orElse(run);
    RunState state = RunState.ofAmc(execution.status().text()).orElse(RunState.RUNNING);
    if (state.isFinal()) {
      return end(now, tenant, state, execution.statusReason());
    }
    if (isOverdue(now)) {
      return timeOut(now, tenant);
    }
    move(now, state, null);
    return Optional.of(pace.after(looks(now)));
  }

  private boolean isOverdue(Run run) {
    return isLate(run, Duration.ofSeconds(run.timeoutSeconds()).plus(Pace.GRACE));
  }

  private boolean isLate(Run run, Duration bound) {
    Instant since = run.progress().submittedAt();
    return since != null && clock.instant().isAfter(since.plus(bound));
  }

  private Optional<Duration> timeOut(Run run, Tenant tenant) {
    instances.of(tenant).cancel(String.valueOf(run.progress().executionId()));
    return end(run, tenant, RunState.TIMED_OUT, "AMC did not come to an end with it in time");
  }

  /** How often AMC was looked at; steps before do not slow looking down. */
  private int looks(Run run) {
    Instant since = run.progress().submittedAt();
    if (since == null) {
      return 0;
    }
    long passed = Duration.between(since, clock.instant()).toMillis();
    // Each wait is half as long again: together they are twice the last one, about.
    double waits = 1 + passed / (2.0 * pace.first().toMillis());
    return (int) (Math.log(waits) / Math.log(1.5));
  }

  /** Tells first: an end is told twice at worst, and never left untold. */
  private Optional<Duration> end(
      Run run, @Nullable Tenant tenant, RunState state, @Nullable String reason) {
    Run ended = run.moved(state, reason, clock.instant());
    if (tenant != null) {
      notices.ended(tenant, ended);
    }
    Optional<Run> moved = move(run, state, reason);
    moved.filter(it -> it.state().isBad()).ifPresent(it -> metrics.count(Metric.RUNS_FAILED, 1));
    LOG.info("Run {} ended {}", run.runId(), state);
    return ended(run(run));
  }

  private Optional<Duration> ended(Run run) {
    slots.release(run.tenant(), run.runId());
    return run.isDone() ? Optional.empty() : delivered.wait(run);
  }

  private Run run(Run run) {
    return runs.find(run.tenant(), run.runId()).orElse(run);
  }

  /** The run as moved; empty when it is that far already. */
  private Optional<Run> move(Run run, RunState state, @Nullable String reason) {
    return runs.change(
        run.tenant(),
        run.runId(),
        it ->
            it.state().mayBecome(state)
                ? Optional.of(it.moved(state, reason, clock.instant()))
                : Optional.empty());
  }
}
