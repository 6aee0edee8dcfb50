package io.amcinsights.infra;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.DatasetJson;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.constructs.Construct;

/** A team's dataset: its database, its queue into stage B, its row in octagon. */
final class DatasetStack extends Stack {

  /** Enough to start a burst of tables; datasets share the starter's reserved ten. */
  private static final int QUEUE_CONCURRENCY = 2;

  private final FoundationStack foundation;
  private final PipelineStack pipeline;
  private final Dataset dataset;
  private final LakeNames.Dataset names;
  private final WorkQueue queue;

  DatasetStack(
      Construct scope, FoundationStack foundation, PipelineStack pipeline, Dataset dataset) {
    super(
        scope,
        foundation.names().dataset(dataset.team(), dataset.dataset()).stack(),
        StackProps.builder()
            .stackName(foundation.names().dataset(dataset.team(), dataset.dataset()).stack())
            .description(
                "AMC data lake: dataset " + dataset.dataset() + " of team " + dataset.team())
            .build());
    this.foundation = foundation;
    this.pipeline = pipeline;
    this.dataset = dataset;
    names = foundation.names().dataset(dataset.team(), dataset.dataset());
    queue =
        new WorkQueue(
            this,
            "StageB",
            names.stageBQueue(),
            StageBlueprint.STARTER_TIMEOUT,
            Duration.seconds(dataset.load().windowSeconds()));
    CfnDatabase database = database();
    CfnResource ring = ring();
    CfnResource feed = feed();
    // Its row is what work finds it by: everything that work needs comes first.
    CustomResource registration = register();
    maintain();
    for (CfnResource before : List.of(database, ring, feed)) {
      registration.getNode().addDependency(before);
    }
  }

  private CfnDatabase database() {
    CfnDatabase database =
        CfnDatabase.Builder.create(this, "Database")
            .catalogId(getAccount())
            .databaseInput(
                CfnDatabase.DatabaseInputProperty.builder()
                    .name(dataset.database())
                    .description("Dataset " + dataset.name() + " of " + foundation.names().prefix())
                    .build())
            .build();
    database.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return database;
  }

  private CfnResource feed() {
    StageBlueprint<?> stage = pipeline.stageB();
    CfnResource receive =
        LakeFunctions.of(stage.starter())
            .grant(this, "Receive", names.stageBQueue() + "-receive", List.of(queue.consume()));
    CfnEventSourceMapping feed =
        Feed.create(
            this,
            "StageBFeed",
            queue.queue().getQueueArn(),
            stage.starter().function().getFunctionArn(),
            QUEUE_CONCURRENCY);
    if (dataset.load().windowSeconds() > 0) {
      Feed.collect(feed, Duration.seconds(dataset.load().windowSeconds()));
    }
    feed.getNode().addDependency(receive);
    return feed;
  }

  /** Everybody who may find work for a table's writer. */
  private CfnResource ring() {
    StageA.Functions a = pipeline.stageA().functions();
    StageB.Functions b = pipeline.stageB().functions();
    return LakeFunctions.of(
            foundation.routeObjects(),
            a.small(),
            a.large(),
            b.plan(),
            b.fail(),
            pipeline.sweeper(),
            pipeline.maintenance())
        .grant(this, "Ring", names.stageBQueue() + "-ring", List.of(queue.send()));
  }

  private void maintain() {
    if (!dataset.maintenance().off()) {
      new Schedule(
          this,
          "Maintenance",
          names.maintenanceRule(),
          "Maintains the tables of the dataset",
          dataset.maintenance().schedule(),
          pipeline.maintenance(),
          Json.write(Json.object().put("dataset", dataset.name())));
    }
  }

  private CustomResource register() {
    return Registration.of(
        this,
        "Registration",
        foundation.register().function().getFunctionArn(),
        "dataset",
        Json.write(DatasetJson.toJson(dataset).put("stageBQueue", queue.queue().getQueueUrl())));
  }
}
