package io.amcinsights.infra;

import io.amcinsights.core.json.Json;
import io.amcinsights.core.naming.LakeNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.constructs.Construct;

/** What an installation has once: zones, keys, octagon, the way in, registration. */
final class FoundationStack extends Stack {

  /** A file that is missing for a day is found within a day. */
  private static final String RECONCILE_EVERY = "1 day";

  private final LakeNames names;
  private final Path root;
  private final ZoneBuckets zones;
  private final OctagonTables octagon;
  private final Ingest ingest;
  private final LakeFunction routeObjects;
  private final LakeFunction register;

  FoundationStack(Construct scope, LakeNames names, Path root) {
    super(
        scope,
        names.stack("foundation"),
        StackProps.builder()
            .stackName(names.stack("foundation"))
            .description("AMC data lake: zones, metadata, the way in")
            .build());
    this.names = names;
    this.root = root;
    Key dataKey = Keys.create(this, "DataKey", "Zones of " + names.prefix());
    Keys.openToGlueLogs(dataKey);
    zones = new ZoneBuckets(this, "Zones", names, dataKey);
    octagon =
        new OctagonTables(
            this,
            "Octagon",
            names,
            Keys.create(this, "MetadataKey", "Octagon of " + names.prefix()));
    ingest = new Ingest(this, "Ingest", names, zones.raw().getBucketName());
    routeObjects = makeRouteObjects();
    register = makeRegister();
    makeReconciler();
    // What an operator's tools need to find the rest.
    output("Installation", names.prefix());
    for (String table :
        List.of("Datasets", "Pipelines", "Objects", "Tables", "Executions", "Customers")) {
      output(table + "Table", names.table(table.toLowerCase(Locale.ROOT)));
    }
    CfnOutput.Builder.create(this, "RawBucket").value(zones.raw().getBucketName()).build();
    CfnOutput.Builder.create(this, "AnalyticsBucket")
        .value(zones.analytics().getBucketName())
        .build();
  }

  private void output(String name, String value) {
    CfnOutput.Builder.create(this, name).value(value).build();
  }

  private LakeFunction makeRouteObjects() {
    LakeFunction.Spec spec =
        LakeFunction.Spec.of(
            names.function("route-objects"),
            LambdaJar.ROUTING,
            "io.amcinsights.routing.RouteObjectsHandler",
            // The processor grows with memory: this starts a JVM and the SDK in about two seconds.
            1024,
            Ingest.ROUTE_TIMEOUT);
    LakeFunction function =
        new LakeFunction(this, "RouteObjects", root, spec)
            .uses(octagon.objects(), "BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem")
            .uses(octagon.tables(), "PutItem")
            .uses(octagon.datasets(), "GetItem")
            .uses(octagon.pipelines(), "GetItem")
            .queries(octagon.customers(), "by-bucket")
            .set("RAW_BUCKET", zones.raw().getBucketName())
            .allow(ingest.queue().consume());
    CfnEventSourceMapping mapping =
        Feed.create(
            this,
            "IngestFeed",
            ingest.queue().queue().getQueueArn(),
            function.function().getFunctionArn(),
            null);
    mapping.getNode().addDependency(function.role());
    return function;
  }

  private LakeFunction makeRegister() {
    LakeFunction.Spec spec =
        LakeFunction.Spec.of(
            names.function("register"),
            LambdaJar.ROUTING,
            "io.amcinsights.routing.RegisterHandler",
            512,
            Duration.seconds(60));
    return new LakeFunction(this, "Register", root, spec)
        .uses(octagon.datasets(), "PutItem", "DeleteItem")
        .uses(octagon.pipelines(), "PutItem", "DeleteItem");
  }

  private void makeReconciler() {
    LakeFunction.Spec spec =
        LakeFunction.Spec.of(
                names.function("reconciler"),
                LambdaJar.ROUTING,
                "io.amcinsights.routing.ReconcilerHandler",
                1024,
                // Lambda's longest: it lists every bucket, a thousand keys a call.
                Duration.minutes(15))
            // Two of them would only ring twice for the same files.
            .reserved(1)
            .roleAt(names.readersPath(Aws.REGION));
    LakeFunction function =
        new LakeFunction(this, "Reconciler", root, spec)
            .uses(octagon.objects(), "BatchGetItem", "GetItem")
            .queries(octagon.objects(), "by-state")
            .uses(octagon.customers(), "BatchGetItem")
            .queries(octagon.customers(), "all")
            .set("RAW_BUCKET", zones.raw().getBucketName())
            .set("INGEST_QUEUE_URL", ingest.queue().queue().getQueueUrl())
            .allow(ZoneBuckets.list(zones.raw()))
            .allow(ingest.queue().send())
            .allow(TenantReaders.assume(this, names));
    new Schedule(
        this,
        "ReconcilerSchedule",
        names.reconcilerRule(),
        "Rings for objects that no event announced",
        RECONCILE_EVERY,
        function);
  }

  ZoneBuckets zones() {
    return zones;
  }

  OctagonTables octagon() {
    return octagon;
  }

  LakeFunction routeObjects() {
    return routeObjects;
  }

  LakeFunction register() {
    return register;
  }

  LakeNames names() {
    return names;
  }

  Path root() {
    return root;
  }

  /** Iceberg's catalog as JSON: Glue's Data Catalog, files through the SDK, no Hadoop. */
  String catalogProperties() {
    return Json.write(
        Json.object()
            .put("catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog")
            .put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO")
            .put("http-client.type", "urlconnection")
            .put("warehouse", "s3://" + zones.analytics().getBucketName()));
  }
}
