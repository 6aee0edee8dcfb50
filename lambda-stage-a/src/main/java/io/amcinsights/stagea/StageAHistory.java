package io.amcinsights.stagea;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.history.ExecutionHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What stage A tells the execution history: one row per execution. */
final class StageAHistory {

  private static final Duration KEPT = Duration.ofDays(120);
  private static final String LIGHT_TRANSFORM = "LightTransform";

  private final ExecutionHistory history;
  private final Clock clock;

  StageAHistory(ExecutionHistory history, Clock clock) {
    this.history = history;
    this.clock = clock;
  }

  void started(String execution, Dataset dataset, Delivery delivery) {
    started(execution, dataset.pipelineName(), dataset.name(), delivery);
  }

  void completed(String execution, StageAOutcome outcome) {
    String reason = outcome.reason();
    String decision = outcome.state() + (reason == null ? "" : ": " + reason);
    history.note(execution, step("RUNNING", LIGHT_TRANSFORM), List.of(decision), 1);
    history.end(execution, Execution.Status.COMPLETED, step("COMPLETED", LIGHT_TRANSFORM), null);
  }

  void failed(String execution, String error) {
    history.end(execution, Execution.Status.FAILED, step("FAILED", "FailStageA"), error);
  }

  private void started(String execution, String pipeline, String dataset, Delivery delivery) {
    Instant now = clock.instant();
    history.start(
        new Execution(
            execution,
            pipeline,
            "a",
            dataset,
            delivery.ref().toString(),
            Execution.Status.RUNNING,
            List.of(new Execution.Step("STARTED", LIGHT_TRANSFORM, now)),
            List.of(),
            0,
            null,
            now,
            null,
            now.plus(KEPT)));
  }

  private Execution.Step step(String status, String component) {
    return new Execution.Step(status, component, clock.instant());
  }
}
