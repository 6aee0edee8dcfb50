package io.amcinsights.infra;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.LakeParameters;
import io.amcinsights.core.dataset.PipelineParameters;
import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * A team's pipeline: both stages, the sweeper that watches over them, and what calls for people.
 */
final class PipelineStack extends LakeStack {

  /** How long work that nobody does any more waits for help. */
  private static final String SWEEP_EVERY = "5 minutes";

  private final LakeNames.Pipeline pipeline;
  private final StageB designB;
  private final StageBlueprint<StageA.Functions> stageA;
  private final StageBlueprint<StageB.Functions> stageB;
  private final LakeFunction sweeper;
  private final LakeFunction maintenance;

  /**
   * Makes the stack.
   *
   * @param all of the installation, the pipeline's datasets among them
   */
  PipelineStack(
      Construct scope,
      IngestStack ingest,
      GovernanceStack governance,
      PipelineParameters parameters,
      LakeParameters all) {
    super(
        scope,
        ingest.names(),
        pipeline(ingest, parameters).stack(),
        "pipeline " + parameters.name(),
        "pipeline-" + parameters.name(),
        Kind.STATELESS);
    pipeline = pipeline(ingest, parameters);
    FoundationStack foundation = ingest.foundation();
    List<Dataset> datasets = all.datasetsOf(parameters);
    TeamData data = new TeamData(names(), foundation.zones(), parameters.team());
    StageA a = new StageA(foundation, pipeline, data);
    designB =
        new StageB(
            foundation, pipeline, data, otherJobs(datasets), new Governance(governance, datasets));
    stageA = new StageBlueprint<>(this, "StageA", foundation, pipeline, a);
    stageB = new StageBlueprint<>(this, "StageB", foundation, pipeline, designB);
    maintenance = designB.maintenance(this, stageB);
    Schedule.failed(maintenance, ingest.missedRuns());
    if (datasets.stream().anyMatch(it -> it.maintenance().by() == Dataset.Maintainer.GLUE)) {
      new TableOptimizers(this, "TableOptimizers", foundation, data).setUpBy(maintenance);
    }
    sweeper = designB.sweeper(this, stageA, stageB);
    new Schedule(
        this,
        "SweeperSchedule",
        pipeline.sweeperRule(),
        "Resolves work that its execution left behind",
        SWEEP_EVERY,
        sweeper,
        ingest.missedRuns());
    LakeFunctions.of(ingest.routeObjects())
        .grant(
            this,
            "RingStageA",
            pipeline.stageQueue("a"),
            List.of(stageA.queue().orElseThrow().send()));
    stageA.register(ingest.register().invokeArn());
    stageB.register(ingest.register().invokeArn());
    new PipelineAlarms(this, "Alarms", ingest, pipeline).watch(this);
  }

  private static LakeNames.Pipeline pipeline(IngestStack ingest, PipelineParameters parameters) {
    return ingest.names().pipeline(parameters.team(), parameters.pipeline());
  }

  /** Jobs that datasets of the pipeline bring along. */
  private static List<String> otherJobs(List<Dataset> datasets) {
    return datasets.stream()
        .flatMap(dataset -> Stream.ofNullable(dataset.glue().jobName()))
        .distinct()
        .toList();
  }

  /** Who creates and commits tables, and does no more. */
  List<Role> writers() {
    StageB.Functions b = stageB.functions();
    return List.of(b.plan().role(), b.load().role(), designB.largeLoads().role());
  }

  /** Who finishes loads, whatever became of them, and governs their tables. */
  List<Role> finishers() {
    StageB.Functions b = stageB.functions();
    return List.of(b.finish().role(), b.fail().role(), sweeper.role());
  }

  /** All functions, in the order in which a file meets them. */
  List<LakeFunction> functions() {
    StageA.Functions a = stageA.functions();
    StageB.Functions b = stageB.functions();
    return List.of(
        stageA.starter(),
        a.small(),
        a.large(),
        a.fail(),
        stageB.starter(),
        b.plan(),
        b.load(),
        b.finish(),
        b.fail(),
        sweeper,
        maintenance);
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
