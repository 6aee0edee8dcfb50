package io.amcinsights.stageb;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.history.ExecutionHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What stage B tells the execution history: one row per execution, however many rounds it has. */
final class StageBHistory {

  private static final Duration KEPT = Duration.ofDays(120);

  private final ExecutionHistory history;
  private final Clock clock;

  StageBHistory(ExecutionHistory history, Clock clock) {
    this.history = history;
    this.clock = clock;
  }

  void started(String execution, Dataset dataset, String table) {
    Instant now = clock.instant();
    history.start(
        new Execution(
            execution,
            dataset.pipelineName(),
            "b",
            dataset.name(),
            table,
            Execution.Status.RUNNING,
            List.of(new Execution.Step("STARTED", "PlanLoad", now)),
            List.of(),
            0,
            null,
            now,
            null,
            now.plus(KEPT)));
  }

  void ended(String execution, int deliveries) {
    if (deliveries > 0) {
      history.note(
          execution,
          step("PLANNED", "PlanLoad"),
          List.of("%d deliveries need no load".formatted(deliveries)),
          deliveries);
    }
  }

  void planned(String execution, String decision) {
    history.note(execution, step("PLANNED", "PlanLoad"), List.of(decision), 0);
  }

  void loaded(String execution) {
    history.note(execution, step("LOADED", "LoadTable"), List.of(), 0);
  }

  void passedOn(String execution, String reason) {
    history.note(execution, step("PLANNED", "LoadTable"), List.of("Glue: " + reason), 0);
  }

  /**
   * A run of a job has ended.
   *
   * @param at when it did, so that noting it again notes nothing
   */
  void ranInGlue(String execution, Execution.GlueRun run, Instant at) {
    history.note(
        execution,
        new Execution.Step("LOADED", "LoadInGlue", at, run),
        List.of("Glue ran " + run),
        0);
  }

  void maintained(String execution, String done) {
    history.note(execution, step("MAINTAINED", "FinishLoad"), List.of("Maintenance: " + done), 0);
  }

  void finished(String execution, LoadId load, int deliveries, long rows, String summary) {
    history.note(
        execution,
        step("FINISHED", "FinishLoad"),
        List.of("Load %s: %s, %d rows".formatted(load, summary, rows)),
        deliveries);
  }

  void closed(String execution) {
    history.end(execution, Execution.Status.COMPLETED, step("COMPLETED", "PlanLoad"), null);
  }

  void failed(String execution, String error) {
    history.end(execution, Execution.Status.FAILED, step("FAILED", "FailLoad"), error);
  }

  /** An execution, of either stage, that ended without saying so. */
  void abandoned(String execution) {
    history.end(
        execution,
        Execution.Status.FAILED,
        step("FAILED", "Sweeper"),
        "The execution came to no end; its work was taken up again");
  }

  private Execution.Step step(String status, String component) {
    return new Execution.Step(status, component, clock.instant());
  }
}
