package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

  /** A sweep ends before the next one begins. */
  private static final Duration SWEEP_TIMEOUT = Duration.minutes(4);

  /** A JVM with Iceberg's metadata of one table. */
  private static final int PLAN_MB = 1024;

  /** The same with DuckDB beside it, and the second processor that comes with this much. */
  private static final int LOAD_MB = 3072;

  private final FoundationStack foundation;
  private final OctagonTables octagon;
  private final TeamData data;
  private final LakeNames.Pipeline names;
  private final List<String> otherJobs;
  private final Governance governance;
  private @Nullable GlueLoadJob largeLoads;

  /** The functions of the stage, by what they do. */
  record Functions(LakeFunction plan, LakeFunction load, LakeFunction finish, LakeFunction fail) {}

  /**
   * Describes the stage.
   *
   * @param otherJobs Glue jobs that datasets name instead of the pipeline's own
   */
  StageB(
      FoundationStack foundation,
      LakeNames.Pipeline names,
      TeamData data,
      List<String> otherJobs,
      Governance governance) {
    this.foundation = foundation;
    this.octagon = foundation.octagon();
    this.names = names;
    this.data = data;
    this.otherJobs = otherJobs;
    this.governance = governance;
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
    starter.uses(octagon.tables(), "UpdateItem");
  }

  @Override
  public Machine<Functions> machine(Construct scope, Queue failed) {
    Functions functions =
        new Functions(plan(scope), load(scope), finish(scope), fail(scope, failed));
    largeLoads = new GlueLoadJob(scope, "LargeLoads", foundation, names, data);
    List<String> jobs = new ArrayList<>(List.of(names.loadJob()));
    jobs.addAll(otherJobs);
    GlueBranch glue = new GlueBranch(jobs);
    List<PolicyStatement> more = List.of(glue.run());
    return new Machine<>(
        functions,
        StageBMachine.definition(functions, glue),
        List.of(functions.plan(), functions.load(), functions.finish(), functions.fail()),
        more);
  }

  private LakeFunction plan(Construct scope) {
    LakeFunction function =
        settling(make(scope, "PlanLoad", spec("plan-load", "PlanLoad", PLAN_MB, PLAN_TIMEOUT)))
            .uses(octagon.objects(), "BatchGetItem")
            .set("GLUE_JOB_NAME", names.loadJob())
            .allow(data.writeLoads());
    return committing(function);
  }

  private LakeFunction load(Construct scope) {
    LakeFunction function =
        make(
                scope,
                "LoadTable",
                // Staged files, data files to replace and what is made of them lie there at once.
                spec("load-table", "LoadTable", LOAD_MB, LOAD_TIMEOUT).temporary(10_240))
            .uses(octagon.datasets(), "GetItem")
            .uses(octagon.tables(), "GetItem")
            // Half for DuckDB, half for Iceberg's metadata and the JVM.
            .set("ENGINE_MEMORY_MB", Integer.toString(LOAD_MB / 2))
            .allow(data.readPreStage(), data.writeLoads(), data.listTables());
    return committing(function);
  }

  private LakeFunction finish(Construct scope) {
    LakeFunction function =
        make(scope, "FinishLoad", spec("finish-load", "FinishLoad", PLAN_MB, RESOLVE_TIMEOUT))
            .uses(octagon.objects(), "GetItem", "PutItem", "UpdateItem")
            .uses(octagon.tables(), "GetItem", "UpdateItem")
            .allow(foundation.zones().unseal());
    return governance.by(function);
  }

  private LakeFunction fail(Construct scope, Queue failed) {
    LakeFunction.Spec spec =
        spec("fail-load", "FailLoad", PLAN_MB, RESOLVE_TIMEOUT).reserved(FAILING);
    LakeFunction function =
        settling(make(scope, "FailLoad", spec))
            .set("FAILED_QUEUE_URL", failed.getQueueUrl())
            .allow(WorkQueue.sendTo(failed));
    return governance.by(committing(function));
  }

  /** Resolves what executions of either stage left behind. */
  LakeFunction sweeper(Construct scope, StageBlueprint<?> a, StageBlueprint<?> b) {
    // Two at once would do the same work twice.
    LakeFunction.Spec spec = spec("sweeper", "Sweeper", PLAN_MB, SWEEP_TIMEOUT).reserved(1);
    LakeFunction function =
        settling(make(scope, "Sweeper", spec))
            .queries(octagon.objects(), "by-state")
            .queries(octagon.datasets(), "all")
            .uses(octagon.pipelines(), "GetItem")
            .set("PIPELINE", names.name())
            .set("STATE_MACHINE_ARN", b.machine().getStateMachineArn())
            .set("STATE_MACHINE_A_ARN", a.machine().getStateMachineArn())
            .allow(Allow.actions("states:DescribeExecution").on(a.executions(), b.executions()))
            .allow(a.queue().orElseThrow().send(), WorkQueue.sendTo(a.failed()))
            .allow(WorkQueue.count(parked(a, b)));
    return governance.by(committing(function));
  }

  /** Queues whose messages are failed work. */
  private static List<Queue> parked(StageBlueprint<?> a, StageBlueprint<?> b) {
    return List.of(a.queue().orElseThrow().deadLetters(), a.failed(), b.failed());
  }

  /** The job of large loads. */
  GlueLoadJob largeLoads() {
    return Objects.requireNonNull(largeLoads, "Made with the machine");
  }

  /** Rings the tables of a dataset that are due for maintenance. */
  LakeFunction maintenance(Construct scope, StageBlueprint<?> b) {
    return make(
            scope,
            "Maintenance",
            spec("maintenance", "Maintenance", PLAN_MB, SWEEP_TIMEOUT).reserved(1))
        .uses(octagon.datasets(), "GetItem")
        .uses(octagon.tables(), "GetItem", "BatchGetItem", "UpdateItem")
        .queries(octagon.tables(), "all")
        .set("STATE_MACHINE_ARN", b.machine().getStateMachineArn())
        .allow(Allow.actions("states:DescribeExecution").on(b.executions()));
  }

  private LakeFunction.Spec spec(String name, String what, int memoryMb, Duration timeout) {
    return LakeFunction.Spec.of(
        names,
        name,
        LambdaJar.STAGE_B,
        "io.amcinsights.stageb." + what + "Handler",
        memoryMb,
        timeout);
  }

  /** What every function of the stage does: read what a load consists of, and leave a trace. */
  private LakeFunction make(Construct scope, String id, LakeFunction.Spec spec) {
    return new LakeFunction(scope, id, foundation, spec)
        .uses(octagon.executions(), "GetItem", "PutItem")
        .set("STAGE_BUCKET", foundation.zones().stage().getBucketName())
        .allow(data.readLoads())
        .allow(ZoneBuckets.list(foundation.zones().stage()));
  }

  /** Moves deliveries of a load and resolves its intent, whatever became of it. */
  private LakeFunction settling(LakeFunction function) {
    return function
        .uses(octagon.objects(), "GetItem", "PutItem", "UpdateItem")
        .queries(octagon.objects(), "by-table")
        .uses(octagon.datasets(), "GetItem")
        .uses(octagon.tables(), "GetItem", "UpdateItem");
  }

  /** Looks at tables and commits to them: a load, or the marker that gives one up. */
  private LakeFunction committing(LakeFunction function) {
    return function
        .set("CATALOG_PROPERTIES", foundation.catalogProperties())
        .allow(data.commit())
        .allow(foundation.zones().seal());
  }
}
