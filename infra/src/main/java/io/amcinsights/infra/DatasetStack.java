package io.amcinsights.infra;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.DatasetJson;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.glue.CfnDatabase;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.constructs.Construct;
import software.constructs.IDependable;

/** A team's dataset: its database and who may use it, its queue into stage B, its octagon row. */
final class DatasetStack extends LakeStack {

  /** Enough to start a burst of tables; datasets share the starter's reserved ten. */
  private static final int QUEUE_CONCURRENCY = 2;

  private final IngestStack ingest;
  private final GovernanceStack governance;
  private final PipelineStack pipeline;
  private final Dataset dataset;
  private final LakeNames.Dataset own;
  private final WorkQueue queue;

  DatasetStack(
      Construct scope,
      IngestStack ingest,
      GovernanceStack governance,
      PipelineStack pipeline,
      Dataset dataset) {
    super(
        scope,
        ingest.names(),
        ingest.names().dataset(dataset.team(), dataset.dataset()).stack(),
        "dataset %s of team %s".formatted(dataset.dataset(), dataset.team()),
        "dataset-" + dataset.name(),
        Kind.STATEFUL);
    this.ingest = ingest;
    this.governance = governance;
    this.pipeline = pipeline;
    this.dataset = dataset;
    own = ingest.names().dataset(dataset.team(), dataset.dataset());
    queue =
        new WorkQueue(
            this,
            "StageB",
            own.stageBQueue(),
            StageBlueprint.STARTER_TIMEOUT,
            Duration.seconds(dataset.load().windowSeconds()));
    CfnDatabase database = database();
    List<IDependable> before = new ArrayList<>(List.of(database, ring(), feed()));
    Crawler crawler = crawler(database);
    if (governance.mode() != io.amcinsights.core.dataset.LakeFormation.Mode.IAM) {
      before.add(govern(database, crawler));
    }
    new NamedQueries(this, "Questions", ingest.names().workgroup(), dataset)
        .getNode()
        .addDependency(database);
    // Its row is what work finds it by: everything that work needs comes first.
    register().getNode().addDependency(before.toArray(new IDependable[0]));
    maintain();
  }

  private CfnDatabase database() {
    CfnDatabase database =
        CfnDatabase.Builder.create(this, "Database")
            .catalogId(getAccount())
            .databaseInput(
                CfnDatabase.DatabaseInputProperty.builder()
                    .name(dataset.database())
                    .description(ingest.names().described("Dataset " + dataset.name()))
                    .build())
            .build();
    database.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return database;
  }

  private Crawler crawler(CfnDatabase database) {
    Crawler crawler =
        new Crawler(
            this,
            "Crawler",
            own,
            dataset,
            ingest.foundation(),
            new TeamData(ingest.names(), ingest.foundation().zones(), dataset.team()));
    crawler.getNode().addDependency(database);
    return crawler;
  }

  private DatasetGovernance govern(CfnDatabase database, Crawler crawler) {
    List<Role> writers = new ArrayList<>(pipeline.writers());
    writers.add(crawler.role());
    DatasetGovernance governed =
        new DatasetGovernance(this, "Governance", governance, dataset, database);
    governed.govern(
        ZoneBuckets.objects(ingest.foundation().zones().analytics(), dataset.database()),
        governance.dataAccess(),
        writers,
        pipeline.finishers(),
        governance.readers().stream()
            .filter(it -> it.datasetName().equals(dataset.name()))
            .toList());
    return governed;
  }

  private CfnResource feed() {
    StageBlueprint<?> stage = pipeline.stageB();
    CfnResource receive =
        LakeFunctions.of(stage.starter())
            .grant(this, "Receive", own.stageBQueue() + "-receive", List.of(queue.consume()));
    CfnEventSourceMapping feed =
        Feed.create(
            this,
            "StageBFeed",
            queue.queue().getQueueArn(),
            stage.starter().invokeArn(),
            QUEUE_CONCURRENCY);
    if (dataset.load().windowSeconds() > 0) {
      Feed.collect(feed, Duration.seconds(dataset.load().windowSeconds()));
    }
    feed.getNode().addDependency(receive);
    return feed;
  }

  /** Everybody who may find work for a table's writer; and who counts what lies there for good. */
  private CfnResource ring() {
    StageA.Functions a = pipeline.stageA().functions();
    StageB.Functions b = pipeline.stageB().functions();
    LakeFunctions.of(pipeline.sweeper())
        .grant(
            this,
            "Count",
            own.stageBQueue() + "-count",
            List.of(WorkQueue.count(List.of(queue.deadLetters()))));
    return LakeFunctions.of(
            ingest.routeObjects(),
            a.small(),
            a.large(),
            b.plan(),
            b.fail(),
            pipeline.sweeper(),
            pipeline.maintenance())
        .grant(this, "Ring", own.stageBQueue() + "-ring", List.of(queue.send()));
  }

  private void maintain() {
    if (!dataset.maintenance().off()) {
      new Schedule(
          this,
          "Maintenance",
          own.maintenanceRule(),
          "Maintains the tables of the dataset",
          dataset.maintenance().schedule(),
          pipeline.maintenance(),
          ingest.missedRuns(),
          Json.write(Json.object().put("dataset", dataset.name())));
    }
  }

  private CustomResource register() {
    return Registration.of(
        this,
        "Registration",
        ingest.register().invokeArn(),
        "dataset",
        Json.write(DatasetJson.toJson(dataset).put("stageBQueue", queue.queue().getQueueUrl())));
  }
}
