package io.amcinsights.stagea;

import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.catalog.MeasuredCatalog;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.dynamodb.DynamoDbObjectCatalog;
import io.amcinsights.core.dataset.dynamodb.DynamoDbDatasets;
import io.amcinsights.core.history.dynamodb.DynamoDbExecutionHistory;
import io.amcinsights.core.queue.sqs.SqsQueues;
import io.amcinsights.core.settings.Settings;
import io.amcinsights.core.store.s3.TenantStores;
import io.amcinsights.core.table.dynamodb.DynamoDbTableRegistry;
import io.amcinsights.core.tenant.dynamodb.DynamoDbTenants;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Transforms;
import io.amcinsights.engine.duck.Duck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** The parts of each function of this module, made from its environment. */
final class StageAWiring {

  private static final String OBJECTS = "OBJECTS_TABLE";
  private static final String DATASETS = "DATASETS_TABLE";
  private static final String TABLES = "TABLES_TABLE";
  private static final String CUSTOMERS = "CUSTOMERS_TABLE";
  private static final String EXECUTIONS = "EXECUTIONS_TABLE";
  private static final String RAW_BUCKET = "RAW_BUCKET";
  private static final String STAGE_BUCKET = "STAGE_BUCKET";
  private static final String FAILED_QUEUE = "FAILED_QUEUE_URL";
  private static final String WORK_DIRECTORY = "WORK_DIRECTORY";

  private static final String MEMORY = "ENGINE_MEMORY_MB";
  private static final String THREADS = "ENGINE_THREADS";
  private static final int DEFAULT_MEMORY = 256;

  /** The transform of AMC results. */
  private static final String COMMONEST = "amc-csv";

  /** Nothing here reads pipelines, so the function is not told their table. */
  private static final String NO_PIPELINES = "-";

  private static final Clock CLOCK = Clock.systemUTC();

  private StageAWiring() {}

  static LightStage lightStage(FunctionContext context) {
    Settings settings =
        Settings.requiring(
            context.environment(),
            OBJECTS,
            TABLES,
            DATASETS,
            CUSTOMERS,
            EXECUTIONS,
            RAW_BUCKET,
            STAGE_BUCKET);
    Clients clients = context.clients();
    Path work = engine(settings);
    return new LightStage(
        catalog(context, settings),
        new DynamoDbTableRegistry(clients.dynamoDb(), settings.text(TABLES)),
        new DynamoDbDatasets(clients.dynamoDb(), settings.text(DATASETS), NO_PIPELINES),
        new DynamoDbTenants(clients.dynamoDb(), settings.text(CUSTOMERS), CLOCK),
        new TenantStores(clients),
        Transforms.registered(),
        new SqsQueues(clients.sqs()),
        history(clients, settings),
        settings.text(STAGE_BUCKET),
        work,
        CLOCK);
  }

  /**
   * Reads and stages a file of one row, as the first event would: DuckDB takes a second to start.
   */
  static void transformOnce(FunctionContext context) throws IOException {
    Settings settings = Settings.requiring(context.environment());
    Path work = engine(settings);
    try (WorkFolder folder = WorkFolder.in(work)) {
      Path file = Files.writeString(folder.file("source"), "campaign,purchases\nspring,1\n");
      Transforms.registered()
          .named(COMMONEST)
          .apply(new SourceFile(file, "dry.csv", 0), folder.folder("work"));
    }
  }

  static StageAFailure failure(FunctionContext context) {
    Settings settings =
        Settings.requiring(context.environment(), OBJECTS, EXECUTIONS, FAILED_QUEUE);
    Clients clients = context.clients();
    return new StageAFailure(
        catalog(context, settings),
        new SqsQueues(clients.sqs()),
        history(clients, settings),
        settings.text(FAILED_QUEUE));
  }

  /** Limits DuckDB; returns the folder to work in. */
  private static Path engine(Settings settings) {
    Path work =
        Path.of(settings.find(WORK_DIRECTORY).orElse(System.getProperty("java.io.tmpdir", ".")));
    Duck.limit(
        new Duck.Limits(
            number(settings, MEMORY, DEFAULT_MEMORY),
            number(settings, THREADS, Runtime.getRuntime().availableProcessors()),
            work.resolve("duckdb")));
    return work;
  }

  private static int number(Settings settings, String name, int fallback) {
    return settings.find(name).isPresent() ? Math.toIntExact(settings.number(name)) : fallback;
  }

  private static ObjectCatalog catalog(FunctionContext context, Settings settings) {
    return new MeasuredCatalog(
        new DynamoDbObjectCatalog(context.clients().dynamoDb(), settings.text(OBJECTS), CLOCK),
        context.metrics(),
        CLOCK);
  }

  private static StageAHistory history(Clients clients, Settings settings) {
    return new StageAHistory(
        new DynamoDbExecutionHistory(clients.dynamoDb(), settings.text(EXECUTIONS)), CLOCK);
  }
}
