package io.amcinsights.stageb;

import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.catalog.MeasuredCatalog;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.dynamodb.DynamoDbObjectCatalog;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.dataset.dynamodb.DynamoDbDatasets;
import io.amcinsights.core.governance.GovernanceSettings;
import io.amcinsights.core.governance.lakeformation.LakeFormationGovernance;
import io.amcinsights.core.history.dynamodb.DynamoDbExecutionHistory;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.machine.sfn.SfnMachines;
import io.amcinsights.core.metrics.Metrics;
import io.amcinsights.core.operator.sqs.SqsQueueAdmin;
import io.amcinsights.core.queue.Queues;
import io.amcinsights.core.queue.sqs.SqsQueues;
import io.amcinsights.core.settings.Settings;
import io.amcinsights.core.store.s3.S3ObjectStore;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.core.table.dynamodb.DynamoDbTableRegistry;
import io.amcinsights.core.workflow.dynamodb.DynamoDbWorkflows;
import io.amcinsights.engine.TableEngine;
import io.amcinsights.stageb.glue.GlueTableOptimizers;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.glue.GlueClient;

/** The parts of each function of this module, made from its environment. */
final class StageBWiring {

  private static final String OBJECTS = "OBJECTS_TABLE";
  private static final String DATASETS = "DATASETS_TABLE";

  /** The sweeper's own: {@code {team}-{pipeline}}. */
  private static final String PIPELINE = "PIPELINE";

  private static final String PIPELINES = "PIPELINES_TABLE";
  private static final String TABLES = "TABLES_TABLE";
  private static final String EXECUTIONS = "EXECUTIONS_TABLE";
  private static final String STAGE_BUCKET = "STAGE_BUCKET";
  private static final String CATALOG = "CATALOG_PROPERTIES";

  /** Absent where IAM decides alone who reads tables. */
  private static final String GOVERNANCE = "GOVERNANCE";

  private static final String GLUE_JOB = "GLUE_JOB_NAME";
  private static final String FAILED_QUEUE = "FAILED_QUEUE_URL";
  private static final String MACHINE_B = "STATE_MACHINE_ARN";
  private static final String MACHINE_A = "STATE_MACHINE_A_ARN";

  /** Absent where no workflows are kept. */
  private static final String WORKFLOWS = "WORKFLOWS_TABLE";

  /** What Glue's optimizers run as. */
  private static final String OPTIMIZER_ROLE = "OPTIMIZER_ROLE_ARN";

  private static final Clock CLOCK = Clock.systemUTC();

  /** Round trips at once: 500 deliveries of a load take 63 of them one after the other. */
  private static final int AT_ONCE = 8;

  /** Nothing here lists queues: the sweeper asks those by url that octagon names. */
  private static final String NO_QUEUES = "-";

  /** Nothing but the sweeper reads pipelines, so the others are not told their table. */
  private static final String NO_PIPELINES = "-";

  private final Settings settings;
  private final Clients clients;
  private final Metrics metrics;
  private final Supplier<TableEngine> engine;
  private final Parallel parallel = Parallel.of(AT_ONCE);

  private StageBWiring(FunctionContext context, String... names) {
    settings = Settings.requiring(context.environment(), names);
    clients = context.clients();
    metrics = context.metrics();
    engine = new Lazy<>(() -> Engines.of(context));
  }

  static LoadPlanner planner(FunctionContext context) {
    var parts =
        new StageBWiring(
            context, OBJECTS, DATASETS, TABLES, EXECUTIONS, STAGE_BUCKET, CATALOG, GLUE_JOB);
    return new LoadPlanner(
        parts.catalog(),
        parts.tables(),
        parts.datasets(),
        parts.engine,
        parts.files(),
        parts.settlement(),
        parts.queues(),
        parts.history(),
        parts.parallel,
        parts.declarations(),
        parts.settings.text(GLUE_JOB),
        CLOCK);
  }

  static TableLoad load(FunctionContext context) {
    var parts = new StageBWiring(context, DATASETS, TABLES, EXECUTIONS, STAGE_BUCKET, CATALOG);
    return new TableLoad(
        parts.datasets(),
        parts.tables(),
        parts.engine,
        parts.files(),
        parts.history(),
        (manifest, run) -> Engines.maintenance(context).run(manifest, run));
  }

  static MaintenanceBell maintenance(FunctionContext context) {
    var parts = new StageBWiring(context, DATASETS, TABLES, EXECUTIONS, MACHINE_B);
    var machines = new SfnMachines(parts.clients.sfn());
    return new MaintenanceBell(
        parts.datasets(),
        parts.tables(),
        parts.queues(),
        new TableWriters(parts.tables(), machines, parts.settings.text(MACHINE_B), parts.history()),
        parts.optimizers());
  }

  static LoadFinisher finisher(FunctionContext context) {
    return new StageBWiring(context, OBJECTS, TABLES, EXECUTIONS, STAGE_BUCKET).finisher();
  }

  static LoadFailure failure(FunctionContext context) {
    var parts =
        new StageBWiring(
            context, OBJECTS, DATASETS, TABLES, EXECUTIONS, STAGE_BUCKET, CATALOG, FAILED_QUEUE);
    return new LoadFailure(
        parts.catalog(),
        parts.tables(),
        parts.datasets(),
        parts.settlement(),
        parts.queues(),
        parts.settings.text(FAILED_QUEUE),
        parts.history(),
        parts.parallel);
  }

  static Sweeper sweeper(FunctionContext context) {
    var parts =
        new StageBWiring(
            context,
            OBJECTS,
            DATASETS,
            TABLES,
            EXECUTIONS,
            STAGE_BUCKET,
            CATALOG,
            PIPELINE,
            PIPELINES,
            MACHINE_B,
            MACHINE_A);
    Settings settings = parts.settings;
    var machines = new SfnMachines(parts.clients.sfn());
    var stageA =
        new StageASweep(
            parts.catalog(),
            parts.datasets(),
            machines,
            settings.text(MACHINE_A),
            parts.queues(),
            parts.history());
    var stageB =
        new StageBSweep(
            parts.catalog(),
            parts.tables(),
            machines,
            settings.text(MACHINE_B),
            parts.settlement(),
            parts.queues(),
            parts.history(),
            CLOCK);
    String pipeline = settings.text(PIPELINE);
    var health =
        new PipelineHealth(
            pipeline,
            parts.catalog(),
            parts.datasets(),
            new SqsQueueAdmin(parts.clients.sqs(), NO_QUEUES),
            parts.metrics,
            CLOCK);
    return new Sweeper(pipeline, parts.catalog(), parts.datasets(), stageA, stageB, health, CLOCK);
  }

  /** Only Glue's catalog has some, and only where a dataset wants them there is a role. */
  private @Nullable TableOptimizers optimizers() {
    Optional<String> role = settings.find(OPTIMIZER_ROLE);
    boolean glue =
        settings
            .find(CATALOG)
            .map(it -> Json.read(CATALOG, it).path("catalog-impl").asText())
            .filter(it -> it.endsWith(".GlueCatalog"))
            .isPresent();
    return role.isPresent() && glue
        ? new GlueTableOptimizers(
            GlueClient.builder().httpClient(UrlConnectionHttpClient.create()).build(), role.get())
        : null;
  }

  private ObjectCatalog catalog() {
    return new MeasuredCatalog(
        new DynamoDbObjectCatalog(clients.dynamoDb(), settings.text(OBJECTS), CLOCK),
        metrics,
        CLOCK);
  }

  private TableRegistry tables() {
    return new DynamoDbTableRegistry(clients.dynamoDb(), settings.text(TABLES));
  }

  private Datasets datasets() {
    return new DynamoDbDatasets(
        clients.dynamoDb(), settings.text(DATASETS), settings.find(PIPELINES).orElse(NO_PIPELINES));
  }

  private LoadFiles files() {
    return new LoadFiles(new S3ObjectStore(clients.s3()), settings.text(STAGE_BUCKET));
  }

  private Declarations declarations() {
    return settings
        .find(WORKFLOWS)
        .map(it -> Declarations.in(new DynamoDbWorkflows(clients.dynamoDb(), it, CLOCK)))
        .orElse(Declarations.NONE);
  }

  private StageBHistory history() {
    return new StageBHistory(
        new DynamoDbExecutionHistory(clients.dynamoDb(), settings.text(EXECUTIONS)), CLOCK);
  }

  private Queues queues() {
    return new SqsQueues(clients.sqs());
  }

  private LoadFinisher finisher() {
    return new LoadFinisher(catalog(), tables(), files(), history(), parallel, governor());
  }

  /** In whichever function finishes a load, if it is told how tables are governed. */
  private Governor governor() {
    Optional<GovernanceSettings> found = settings.find(GOVERNANCE).map(GovernanceSettings::read);
    if (found.isEmpty()) {
      return Governor.NONE;
    }
    var account = new Lazy<>(() -> clients.sts().getCallerIdentity().account());
    return new TenantGovernor(
        found.get(),
        new LakeFormationGovernance(clients.lakeFormation(), account, found.get().tags()),
        tables());
  }

  private Settlement settlement() {
    return new Settlement(catalog(), tables(), engine, files(), finisher(), parallel);
  }
}
