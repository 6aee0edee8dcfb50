package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/** What an installation has once and can make anew: the way in, registration, reconciliation. */
final class IngestStack extends LakeStack {

  /** Dead letters are kept for fourteen days; this leaves ten. */
  private static final Duration OLD_LETTER = Duration.days(4);

  /** Routing an event takes seconds. */
  private static final Duration WAITING = Duration.minutes(15);

  /** A file that is missing for a day is found within a day. */
  private static final String RECONCILE_EVERY = "1 day";

  private final FoundationStack foundation;
  private final LakeNames names;
  private final ZoneBuckets zones;
  private final OctagonTables octagon;
  private final Ingest ingest;
  private final Queue missed;
  private final LakeFunction routeObjects;
  private final LakeFunction register;
  private final LakeFunction reconciler;

  IngestStack(Construct scope, FoundationStack foundation) {
    super(
        scope,
        foundation.names(),
        foundation.names().stack("ingest"),
        "the way in",
        "ingest",
        Kind.STATELESS);
    this.foundation = foundation;
    names = foundation.names();
    zones = foundation.zones();
    octagon = foundation.octagon();
    ingest = new Ingest(this, "Ingest", names, zones.raw().getBucketName());
    missed = missed();
    routeObjects = makeRouteObjects();
    register = makeRegister();
    reconciler = makeReconciler();
    FailedRuns.ofTenants(this, names.failedTenantsRule(), names.tenant(""), missed);
    watch(new Alarms(this, "Alarms", foundation.alarms(), names));
  }

  private void watch(Alarms alarms) {
    alarms.never(
        "function-errors",
        "A function at the entrance of the lake failed.",
        Signal.functions("Errors", routeObjects, register, reconciler));
    alarms.notForLong(
        "function-throttles",
        "Routing of events was throttled for a quarter of an hour.",
        Signal.functions("Throttles", routeObjects));
    List<String> parked = List.of(LakeNames.deadLetters(names.ingestQueue()), names.missedQueue());
    alarms.never(
        "dead-letters",
        "Events could not be routed, or scheduled runs failed.",
        parked.stream().map(it -> Signal.queue("ApproximateNumberOfMessagesVisible", it)).toList());
    alarms.notOlderThan(
        "old-dead-letters",
        "Dead letters have waited for days; they are kept for fourteen.",
        OLD_LETTER,
        parked.stream().map(it -> Signal.queue("ApproximateAgeOfOldestMessage", it)).toList());
    alarms.notOlderThan(
        "queue-age",
        "Events wait for routing.",
        WAITING,
        List.of(Signal.queue("ApproximateAgeOfOldestMessage", names.ingestQueue())));
    alarms.never(
        "missed-objects",
        "Objects arrived that no event announced; they were rung for.",
        List.of(Signal.ours(names, "Missed", Signal.SUM)));
    alarms.never(
        "tenant-failures",
        "The stack of a tenant could not be made, changed or removed.",
        List.of(Signal.rule(names.failedTenantsRule())));
  }

  /** Whatever a schedule could not start, of any stack of the installation. */
  private Queue missed() {
    Queue queue = WorkQueue.parking(this, "Missed", names.missedQueue());
    queue.addToResourcePolicy(
        Conditions.admit(
            "SchedulesOfThisInstallation",
            "events.amazonaws.com",
            List.of("sqs:SendMessage"),
            queue.getQueueArn(),
            List.of(Arns.of("events", "rule/" + names.prefix() + "-*"))));
    return queue;
  }

  private LakeFunction makeRouteObjects() {
    LakeFunction.Spec spec =
        LakeFunction.Spec.of(
            names,
            "route-objects",
            LambdaJar.ROUTING,
            "io.amcinsights.routing.RouteObjectsHandler",
            // The processor grows with memory: this starts a JVM and the SDK in about two seconds.
            1024,
            Ingest.ROUTE_TIMEOUT);
    LakeFunction function =
        new LakeFunction(this, "RouteObjects", foundation, spec)
            .uses(octagon.objects(), "BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem")
            .uses(octagon.tables(), "PutItem")
            .uses(octagon.datasets(), "GetItem")
            .uses(octagon.pipelines(), "GetItem")
            .queries(octagon.customers(), "by-bucket")
            .set("RAW_BUCKET", zones.raw().getBucketName())
            .allow(ingest.queue().consume());
    CfnEventSourceMapping mapping =
        Feed.create(
            this, "IngestFeed", ingest.queue().queue().getQueueArn(), function.invokeArn(), null);
    mapping.getNode().addDependency(function.role());
    return function;
  }

  private LakeFunction makeRegister() {
    LakeFunction.Spec spec =
        LakeFunction.Spec.of(
            names,
            "register",
            LambdaJar.ROUTING,
            "io.amcinsights.routing.RegisterHandler",
            512,
            Duration.seconds(60));
    return new LakeFunction(this, "Register", foundation, spec)
        .uses(octagon.datasets(), "PutItem", "DeleteItem")
        // What octagon holds is brought up to date with the first registration of a release.
        .uses(octagon.pipelines(), "GetItem", "PutItem", "DeleteItem")
        .uses(octagon.customers(), "BatchGetItem", "GetItem", "PutItem")
        .queries(octagon.customers(), "all");
  }

  private LakeFunction makeReconciler() {
    LakeFunction.Spec spec =
        LakeFunction.Spec.of(
                names,
                "reconciler",
                LambdaJar.ROUTING,
                "io.amcinsights.routing.ReconcilerHandler",
                1024,
                // Lambda's longest: it lists every bucket, a thousand keys a call.
                Duration.minutes(15))
            // Two of them would only ring twice for the same files.
            .reserved(1)
            .roleAt(names.readersPath(Aws.REGION));
    LakeFunction function =
        new LakeFunction(this, "Reconciler", foundation, spec)
            .uses(octagon.objects(), "BatchGetItem", "GetItem")
            .queries(octagon.objects(), "by-state")
            .uses(octagon.customers(), "BatchGetItem")
            .queries(octagon.customers(), "all")
            .set("RAW_BUCKET", zones.raw().getBucketName())
            .set("INGEST_QUEUE_URL", ingest.queue().queue().getQueueUrl())
            .allow(ZoneBuckets.list(zones.raw()))
            .allow(ingest.queue().send())
            .allow(TenantReaders.assume(names));
    new Schedule(
        this,
        "ReconcilerSchedule",
        names.reconcilerRule(),
        "Rings for objects that no event announced",
        RECONCILE_EVERY,
        function,
        missed);
    return function;
  }

  FoundationStack foundation() {
    return foundation;
  }

  /** The queue that events of all buckets reach. */
  WorkQueue queue() {
    return ingest.queue();
  }

  Queue missedRuns() {
    return missed;
  }

  LakeFunction routeObjects() {
    return routeObjects;
  }

  LakeFunction register() {
    return register;
  }

  LakeFunction reconciler() {
    return reconciler;
  }
}
