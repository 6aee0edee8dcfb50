package io.amcinsights.infra;

import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.dataset.PipelineStageJson;
import io.amcinsights.core.naming.LakeNames;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/**
 * A stage of a pipeline: queue, starter, state machine, functions, failed work.
 *
 * <p>Every stage of every pipeline is an instance of this class; what it does is its {@link
 * StageDesign}.
 *
 * @param <F> the stage's functions
 */
final class StageBlueprint<F> extends Construct {

  /** Ten executions to start, a call or two each, after a cold start. */
  static final Duration STARTER_TIMEOUT = Duration.seconds(20);

  /** Starting is quick: ten starters start some thousand executions a second. */
  private static final int STARTERS = 10;

  /** Below the starters reserved, so that the poller is never throttled. */
  private static final int QUEUE_CONCURRENCY = 5;

  private final StageDesign<F> design;
  private final LakeNames.Pipeline names;
  private final Queue failed;
  private final F functions;
  private final StateMachine machine;
  private final LakeFunction starter;
  private final @Nullable WorkQueue queue;

  StageBlueprint(
      Construct scope,
      String id,
      FoundationStack foundation,
      LakeNames.Pipeline names,
      StageDesign<F> design) {
    super(scope, id);
    this.design = design;
    this.names = names;
    failed = WorkQueue.parking(this, "Failed", names.failedQueue(design.letter()));
    StageDesign.Machine<F> parts = design.machine(this, failed);
    functions = parts.functions();
    machine = machine(foundation, parts);
    starter = starter(foundation);
    queue =
        design.hasQueue()
            ? new WorkQueue(this, "Work", names.stageQueue(design.letter()), STARTER_TIMEOUT)
            : null;
    if (queue != null) {
      starter.allow(queue.consume());
      Feed.create(
              this, "WorkFeed", queue.queue().getQueueArn(), starter.invokeArn(), QUEUE_CONCURRENCY)
          .getNode()
          .addDependency(starter.role());
    }
  }

  private StateMachine machine(FoundationStack foundation, StageDesign.Machine<F> parts) {
    return LakeMachine.create(
        this,
        foundation,
        names.stage(design.letter()),
        parts.definition(),
        parts.invoked(),
        parts.more());
  }

  private LakeFunction starter(FoundationStack foundation) {
    LakeFunction.Spec spec =
        LakeFunction.Spec.of(
                names,
                "start-" + design.letter(),
                LambdaJar.ROUTING,
                "io.amcinsights.routing.StartStageHandler",
                512,
                STARTER_TIMEOUT)
            .reserved(STARTERS);
    LakeFunction function =
        new LakeFunction(this, "Starter", foundation, spec)
            .set("STAGE", design.letter())
            .set("STATE_MACHINE_ARN", machine.getStateMachineArn())
            .allow(Allow.actions("states:StartExecution").on(machine.getStateMachineArn()));
    design.equip(function);
    return function;
  }

  /** Writes the stage's row into octagon. */
  CustomResource register(String serviceToken) {
    String document =
        PipelineStageJson.write(
            new PipelineStage(
                names.stageRow(design.letter()),
                true,
                queue().map(work -> work.queue().getQueueUrl()).orElse(""),
                failed.getQueueUrl(),
                design.description()));
    return Registration.of(this, "Registration", serviceToken, "stage", document);
  }

  /** The stage's own queue; stage B has none. */
  Optional<WorkQueue> queue() {
    return Optional.ofNullable(queue);
  }

  String letter() {
    return design.letter();
  }

  F functions() {
    return functions;
  }

  Queue failed() {
    return failed;
  }

  /** ARNs of the stage's executions. */
  String executions() {
    return Arns.of("states", "execution:" + names.stage(design.letter()) + ":*");
  }

  StateMachine machine() {
    return machine;
  }

  LakeFunction starter() {
    return starter;
  }
}
