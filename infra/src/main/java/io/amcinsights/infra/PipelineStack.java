package io.amcinsights.infra;

import io.amcinsights.core.dataset.PipelineParameters;
import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** A team's pipeline: both stages and the sweeper that watches over them. */
final class PipelineStack extends Stack {

  /** How long work that nobody does any more waits for help. */
  private static final String SWEEP_EVERY = "5 minutes";

  private final StageBlueprint<StageA.Functions> stageA;
  private final StageBlueprint<StageB.Functions> stageB;
  private final LakeFunction sweeper;
  private final LakeFunction maintenance;

  /**
   * Makes the stack.
   *
   * @param otherJobs Glue jobs that its datasets name instead of its own
   * @param optimizers whether a dataset leaves maintenance to Glue's own optimizers
   */
  PipelineStack(
      Construct scope,
      FoundationStack foundation,
      PipelineParameters parameters,
      List<String> otherJobs,
      boolean optimizers) {
    super(
        scope,
        names(foundation, parameters).stack(),
        StackProps.builder()
            .stackName(names(foundation, parameters).stack())
            .description("AMC data lake: pipeline " + parameters.name())
            .build());
    LakeNames.Pipeline names = names(foundation, parameters);
    TeamData data = new TeamData(this, foundation.names(), foundation.zones(), parameters.team());
    StageA a = new StageA(foundation, names, data);
    StageB b = new StageB(foundation, names, data, otherJobs);
    stageA = new StageBlueprint<>(this, "StageA", foundation, names, a);
    stageB = new StageBlueprint<>(this, "StageB", foundation, names, b);
    maintenance = b.maintenance(this, stageB);
    if (optimizers) {
      new TableOptimizers(this, "TableOptimizers", foundation, data).setUpBy(maintenance);
    }
    sweeper = b.sweeper(this, stageA, stageB);
    new Schedule(
        this,
        "SweeperSchedule",
        names.sweeperRule(),
        "Resolves work that its execution left behind",
        SWEEP_EVERY,
        sweeper);
    LakeFunctions.of(foundation.routeObjects())
        .grant(
            this,
            "RingStageA",
            names.stageQueue("a"),
            List.of(stageA.queue().orElseThrow().send()));
    String register = foundation.register().function().getFunctionArn();
    stageA.register(register);
    stageB.register(register);
  }

  private static LakeNames.Pipeline names(
      FoundationStack foundation, PipelineParameters parameters) {
    return foundation.names().pipeline(parameters.team(), parameters.pipeline());
  }

  StageBlueprint<StageA.Functions> stageA() {
    return stageA;
  }

  StageBlueprint<StageB.Functions> stageB() {
    return stageB;
  }

  LakeFunction maintenance() {
    return maintenance;
  }

  LakeFunction sweeper() {
    return sweeper;
  }
}
