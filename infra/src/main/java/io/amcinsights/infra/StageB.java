package io.amcinsights.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** The heavy transform: one execution per table and generation, loading until nothing is left. */
final class StageB implements StageDesign<StageB.Functions> {

  /** Fail functions run seldom, but then must run: a handful of the account's concurrency. */
  static final int FAILING = 5;

  /** A thousand claims at a few milliseconds each, several times over. */
  private static final Duration PLAN_TIMEOUT = Duration.minutes(5);

  /** Lambda's longest: the planner gives it no more than fits. */
  private static final Duration LOAD_TIMEOUT = Duration.minutes(15);

  /** As many ledger writes as the plan made, and possibly a marker in the table. */
  private static final Duration RESOLVE_TIMEOUT = Duration.minutes(5);

  private static final int PLAN_MB = 1024;
  private static final int LOAD_MB = 3072;

  private final FoundationStack foundation;
  private final LakeNames.Pipeline names;
  private final String team;
  private final @Nullable String glueJobName;

  /** The functions of the stage, by what they do. */
  record Functions(LakeFunction plan, LakeFunction load, LakeFunction finish, LakeFunction fail) {}

  /**
   * Describes the stage.
   *
   * @param glueJobName job of large loads; null leaves the machine without that branch
   */
  StageB(
      FoundationStack foundation,
      LakeNames.Pipeline names,
      String team,
      @Nullable String glueJobName) {
    this.foundation = foundation;
    this.names = names;
    this.team = team;
    this.glueJobName = glueJobName;
  }

  @Override
  public String letter() {
    return "b";
  }

  @Override
  public String description() {
    return "Heavy transform of " + names.name();
  }

  @Override
  public boolean hasQueue() {
    return false;
  }

  @Override
  public void equip(LakeFunction starter) {
    starter.uses(foundation.octagon().tables(), "GetItem", "PutItem", "UpdateItem");
  }

  @Override
  public Machine<Functions> machine(Construct scope, Queue failed) {
    Functions functions =
        new Functions(plan(scope), load(scope), finish(scope), fail(scope, failed));
    Optional<GlueBranch> glue = Optional.ofNullable(glueJobName).map(GlueBranch::new);
    List<PolicyStatement> more = new ArrayList<>();
    glue.ifPresent(branch -> more.add(branch.run(scope)));
    return new Machine<>(
        functions,
        StageBMachine.definition(functions, glue),
        List.of(functions.plan(), functions.load(), functions.finish(), functions.fail()),
        more);
  }

  private LakeFunction plan(Construct scope) {
    LakeFunction function =
        function(scope, "PlanLoad", "plan-load", "PlanLoadHandler", PLAN_MB, PLAN_TIMEOUT, null);
    return catalog(function).uses(foundation.octagon().customers(), "GetItem").allow(writeLoads());
  }

  private LakeFunction load(Construct scope) {
    LakeFunction function =
        function(scope, "LoadTable", "load-table", "LoadTableHandler", LOAD_MB, LOAD_TIMEOUT, null);
    return catalog(function)
        // Half for DuckDB, half for Iceberg's metadata and the JVM.
        .set("ENGINE_MEMORY_MB", Integer.toString(LOAD_MB / 2))
        .allow(writeLoads());
  }

  private LakeFunction finish(Construct scope) {
    return function(
        scope, "FinishLoad", "finish-load", "FinishLoadHandler", PLAN_MB, RESOLVE_TIMEOUT, null);
  }

  private LakeFunction fail(Construct scope, Queue failed) {
    LakeFunction function =
        function(
            scope, "FailLoad", "fail-load", "FailLoadHandler", PLAN_MB, RESOLVE_TIMEOUT, FAILING);
    return catalog(function)
        .set("FAILED_QUEUE_URL", failed.getQueueUrl())
        .allow(WorkQueue.sendTo(failed));
  }

  private LakeFunction function(
      Construct scope,
      String id,
      String name,
      String handler,
      int memoryMb,
      Duration timeout,
      @Nullable Integer reserved) {
    LakeFunction.Spec spec =
        LakeFunction.Spec.of(
            names.function(name),
            LambdaJar.STAGE_B,
            "io.amcinsights.stageb." + handler,
            memoryMb,
            timeout);
    LakeFunction function =
        new LakeFunction(
            scope, id, foundation.root(), reserved == null ? spec : spec.reserved(reserved));
    return ledger(function);
  }

  /** What every function of the stage does: move deliveries, and leave a trace. */
  private LakeFunction ledger(LakeFunction function) {
    OctagonTables octagon = foundation.octagon();
    ZoneBuckets zones = foundation.zones();
    return function
        .uses(octagon.objects(), "GetItem", "PutItem", "UpdateItem", "Query")
        .uses(octagon.datasets(), "GetItem")
        .uses(octagon.tables(), "GetItem", "PutItem", "UpdateItem")
        .uses(octagon.executions(), "PutItem", "UpdateItem")
        .set("STAGE_BUCKET", zones.stage().getBucketName())
        .allow(
            Allow.actions("s3:GetObject")
                .on(
                    ZoneBuckets.objects(zones.stage(), team + "/*"),
                    ZoneBuckets.objects(zones.stage(), "loads/*")))
        .allow(ZoneBuckets.list(zones.stage()))
        .allow(zones.seal());
  }

  private PolicyStatement writeLoads() {
    return Allow.actions("s3:PutObject")
        .on(ZoneBuckets.objects(foundation.zones().stage(), "loads/*"));
  }

  private LakeFunction catalog(LakeFunction function) {
    return function.set("CATALOG_PROPERTIES", foundation.catalogProperties());
  }

  /** The sweeper: resolves what executions left behind, for both stages. */
  LakeFunction sweeper(Construct scope, StageBlueprint<?> a, StageBlueprint<?> b) {
    LakeFunction function =
        function(
            scope,
            "Sweeper",
            "sweeper",
            "SweeperHandler",
            PLAN_MB,
            // It must end before the next one begins.
            Duration.minutes(4),
            1);
    return catalog(function)
        .uses(foundation.octagon().pipelines(), "GetItem")
        .set("STATE_MACHINE_ARN", b.machine().getStateMachineArn())
        .set("STATE_MACHINE_A_ARN", a.machine().getStateMachineArn())
        .allow(Allow.actions("states:DescribeExecution").on(a.executions(), b.executions()))
        .allow(a.queue().orElseThrow().send());
  }
}
