package io.amcinsights.infra;

import java.util.List;
import org.jspecify.annotations.Nullable;
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

  /**
   * Makes the stack.
   *
   * @param glueJobName job of large loads; null when the pipeline has none
   */
  PipelineStack(
      Construct scope,
      FoundationStack foundation,
      String team,
      String pipeline,
      @Nullable String glueJobName) {
    super(
        scope,
        foundation.names().pipeline(team, pipeline).stack(),
        StackProps.builder()
            .stackName(foundation.names().pipeline(team, pipeline).stack())
            .description("AMC data lake: pipeline " + pipeline + " of team " + team)
            .build());
    LakeNames.Pipeline names = foundation.names().pipeline(team, pipeline);
    StageA a = new StageA(foundation, names, team);
    StageB b = new StageB(foundation, names, team, glueJobName);
    stageA = new StageBlueprint<>(this, "StageA", foundation, names, a);
    stageB = new StageBlueprint<>(this, "StageB", foundation, names, b);
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

  StageBlueprint<StageA.Functions> stageA() {
    return stageA;
  }

  StageBlueprint<StageB.Functions> stageB() {
    return stageB;
  }

  LakeFunction sweeper() {
    return sweeper;
  }
}
