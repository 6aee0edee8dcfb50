package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** What calls for people in a pipeline; as many alarms however many datasets it has. */
final class PipelineAlarms extends Construct {

  /** Failed work is kept for fourteen days; this leaves ten. */
  private static final Duration OLD_FAILURE = Duration.days(4);

  /** The longest load takes hours; a sweep looks at everything that stands still for minutes. */
  private static final Duration STUCK = Duration.hours(2);

  /** Starting an execution takes seconds. */
  private static final Duration WAITING = Duration.minutes(15);

  private static final int QUARANTINED_PERCENT = 10;

  private final Queue missed;
  private final LakeNames.Pipeline names;
  private final Alarms alarms;

  PipelineAlarms(Construct scope, String id, IngestStack ingest, LakeNames.Pipeline names) {
    super(scope, id);
    this.missed = ingest.missedRuns();
    this.names = names;
    alarms = new Alarms(this, "On", ingest.foundation().alarms(), names);
  }

  void watch(PipelineStack pipeline) {
    functions(pipeline);
    executions(pipeline);
    work(pipeline);
    deliveries();
  }

  /** Those that no state machine calls: an error of the others fails an execution. */
  private void functions(PipelineStack pipeline) {
    LakeFunction[] functions = {
      pipeline.stageA().starter(),
      pipeline.stageB().starter(),
      pipeline.sweeper(),
      pipeline.maintenance()
    };
    alarms.never(
        "function-errors",
        "A function that is not part of a state machine failed in pipeline " + names.name() + ".",
        Signal.functions("Errors", functions));
    alarms.notForLong(
        "function-throttles",
        "Starters of pipeline %s were throttled for a quarter of an hour.".formatted(names.name()),
        Signal.functions("Throttles", pipeline.stageA().starter(), pipeline.stageB().starter()));
    alarms.alive(
        "sweeper-stopped",
        "Nobody has looked after work in flight of pipeline %s for a quarter of an hour."
            .formatted(names.name()),
        Signal.functions("Invocations", pipeline.sweeper()).get(0));
  }

  private void executions(PipelineStack pipeline) {
    List<Signal> signals = new ArrayList<>();
    for (StageBlueprint<?> stage : List.of(pipeline.stageA(), pipeline.stageB())) {
      for (String metric : List.of("ExecutionsFailed", "ExecutionsTimedOut")) {
        signals.add(Signal.machine(metric, stage.machine().getStateMachineArn()));
      }
    }
    alarms.never(
        "failed-executions",
        "Executions of pipeline %s failed or timed out.".formatted(names.name()),
        signals);
    String rule = names.failedRunsRule();
    FailedRuns.ofJob(this, rule, names.loadJob(), missed);
    alarms.never(
        "failed-jobs",
        "Runs of the Glue job of pipeline %s failed or timed out.".formatted(names.name()),
        List.of(Signal.rule(rule)));
  }

  private void work(PipelineStack pipeline) {
    alarms.never(
        "failed-work",
        "Work of pipeline %s lies in dead-letter or failed queues.".formatted(names.name()),
        List.of(Signal.ours(names, "FailedWork", Signal.MAXIMUM)));
    alarms.notOlderThan(
        "old-failures",
        "A failed delivery of pipeline %s has waited for days; its message is kept for fourteen."
            .formatted(names.name()),
        OLD_FAILURE,
        List.of(Signal.ours(names, "OldestFailureSeconds", Signal.MAXIMUM)));
    alarms.notOlderThan(
        "stuck-work",
        "A delivery of pipeline %s has been in flight for hours.".formatted(names.name()),
        STUCK,
        List.of(Signal.ours(names, "OldestWorkSeconds", Signal.MAXIMUM)));
    alarms.notOlderThan(
        "queue-age",
        "Deliveries wait for an execution of stage A of pipeline %s.".formatted(names.name()),
        WAITING,
        List.of(
            Signal.queue(
                "ApproximateAgeOfOldestMessage",
                pipeline.stageA().queue().orElseThrow().queue().getQueueName())));
  }

  private void deliveries() {
    alarms.percentage(
        "quarantine-rate",
        "More than %d%% of the deliveries of pipeline %s were quarantined in an hour."
            .formatted(QUARANTINED_PERCENT, names.name()),
        QUARANTINED_PERCENT,
        Signal.ours(names, "Quarantined", Signal.SUM),
        List.of(Signal.ours(names, "Committed", Signal.SUM)));
  }
}
