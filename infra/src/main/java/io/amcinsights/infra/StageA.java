package io.amcinsights.infra;

import static io.amcinsights.infra.Asl.expression;
import static io.amcinsights.infra.Asl.object;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** The light transform: one execution per delivery and attempt. */
final class StageA implements StageDesign<StageA.Functions> {

  /** 64 MB of CSV at the slowest we have measured is under ten seconds; a cold start before it. */
  private static final Duration SMALL_TIMEOUT = Duration.minutes(5);

  /** Lambda's longest: 2 GB is read once and written once, out of core. */
  private static final Duration LARGE_TIMEOUT = Duration.minutes(15);

  private static final Duration FAIL_TIMEOUT = Duration.seconds(60);

  private final FoundationStack foundation;
  private final LakeNames.Pipeline names;
  private final TeamData data;

  /** The functions of the stage. */
  record Functions(LakeFunction small, LakeFunction large, LakeFunction fail) {}

  StageA(FoundationStack foundation, LakeNames.Pipeline names, TeamData data) {
    this.foundation = foundation;
    this.names = names;
    this.data = data;
  }

  @Override
  public String letter() {
    return "a";
  }

  @Override
  public String description() {
    return "Light transform of " + names.name();
  }

  @Override
  public boolean hasQueue() {
    return true;
  }

  @Override
  public void equip(LakeFunction starter) {
    // The message says everything there is to start.
  }

  @Override
  public Machine<Functions> machine(Construct scope, Queue failed) {
    LakeFunction small = transform(scope, "LightTransform", small());
    LakeFunction large = transform(scope, "LightTransformLarge", large());
    LakeFunction fail = fail(scope, failed);
    return new Machine<>(
        new Functions(small, large, fail),
        definition(small, large, fail),
        List.of(small, large, fail),
        List.of());
  }

  private LakeFunction.Spec small() {
    return spec("light-transform", 2048, SMALL_TIMEOUT).fromSnapshot();
  }

  private LakeFunction.Spec large() {
    // Room for the file, its pre-stage and what DuckDB spills. No snapshot: it forbids that much.
    return spec("light-transform-large", 4096, LARGE_TIMEOUT).temporary(10_240);
  }

  private LakeFunction.Spec spec(String name, int memoryMb, Duration timeout) {
    return LakeFunction.Spec.of(
            names.function(name),
            LambdaJar.STAGE_A,
            "io.amcinsights.stagea.LightTransformHandler",
            memoryMb,
            timeout)
        .roleAt(foundation.names().readersPath(Aws.REGION));
  }

  private LakeFunction transform(Construct scope, String id, LakeFunction.Spec spec) {
    OctagonTables octagon = foundation.octagon();
    ZoneBuckets zones = foundation.zones();
    return new LakeFunction(scope, id, foundation.root(), spec)
        // A file of several tables records and registers its parts.
        .uses(octagon.objects(), "BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem")
        .uses(octagon.tables(), "GetItem", "PutItem")
        .uses(octagon.datasets(), "GetItem")
        .uses(octagon.customers(), "GetItem")
        .uses(octagon.executions(), "GetItem", "PutItem")
        .set("RAW_BUCKET", zones.raw().getBucketName())
        .set("STAGE_BUCKET", zones.stage().getBucketName())
        // Half for DuckDB, half for the JVM around it.
        .set("ENGINE_MEMORY_MB", Integer.toString(spec.memoryMb() / 2))
        .allow(data.readRaw(), data.writePreStage())
        .allow(ZoneBuckets.list(zones.raw()))
        .allow(zones.seal())
        .allow(TenantReaders.assume(scope, foundation.names()));
  }

  private LakeFunction fail(Construct scope, Queue failed) {
    OctagonTables octagon = foundation.octagon();
    LakeFunction.Spec spec =
        LakeFunction.Spec.of(
                names.function("fail-a"),
                LambdaJar.STAGE_A,
                "io.amcinsights.stagea.FailStageAHandler",
                512,
                FAIL_TIMEOUT)
            .reserved(StageB.FAILING);
    return new LakeFunction(scope, "Fail", foundation.root(), spec)
        .uses(octagon.objects(), "GetItem", "PutItem")
        .uses(octagon.executions(), "GetItem", "PutItem")
        .set("FAILED_QUEUE_URL", failed.getQueueUrl())
        .allow(WorkQueue.sendTo(failed));
  }

  private Map<String, Object> definition(
      LakeFunction small, LakeFunction large, LakeFunction fail) {
    Map<String, Object> delivery =
        object(
            "input",
            expression("$states.context.Execution.Input"),
            "execution",
            expression("$states.context.Execution.Name"));
    return Asl.machine("One delivery becomes a pre-stage; its table's writer is rung", "ChooseLane")
        .state(
            "ChooseLane",
            object(
                "Type",
                "Choice",
                "Choices",
                List.of(
                    object(
                        "Condition",
                        expression("$uppercase($states.input.lane) = 'LARGE'"),
                        "Next",
                        "LightTransformLarge")),
                "Default",
                "LightTransform"))
        .state("LightTransform", transformed(small, SMALL_TIMEOUT, delivery))
        .state("LightTransformLarge", transformed(large, LARGE_TIMEOUT, delivery))
        .state(
            "FailStageA",
            Asl.with(
                Asl.invoke(
                    fail,
                    Asl.outlasting(FAIL_TIMEOUT),
                    Asl.with(
                        delivery,
                        "executionArn",
                        expression("$states.context.Execution.Id"),
                        "error",
                        expression("$error")),
                    "Failed"),
                "Next",
                "Failed"))
        .state("Failed", Asl.fail())
        .definition();
  }

  private static Map<String, Object> transformed(
      LakeFunction function, Duration timeout, Map<String, Object> payload) {
    return Asl.with(
        Asl.invoke(function, Asl.outlasting(timeout), payload, "FailStageA"),
        "Output",
        expression("$states.result.Payload"),
        "End",
        true);
  }
}
