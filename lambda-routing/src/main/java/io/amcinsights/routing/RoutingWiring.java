package io.amcinsights.routing;

import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.catalog.MeasuredCatalog;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.dynamodb.DynamoDbObjectCatalog;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.dataset.dynamodb.DynamoDbDatasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.governance.OptIns;
import io.amcinsights.core.governance.lakeformation.LakeFormationOptIns;
import io.amcinsights.core.lifecycle.Migrations;
import io.amcinsights.core.lifecycle.dynamodb.DynamoDbOctagon;
import io.amcinsights.core.machine.sfn.SfnMachines;
import io.amcinsights.core.queue.sqs.SqsQueues;
import io.amcinsights.core.settings.Settings;
import io.amcinsights.core.store.s3.TenantStores;
import io.amcinsights.core.table.dynamodb.DynamoDbTableRegistry;
import io.amcinsights.core.tenant.Tenants;
import io.amcinsights.core.tenant.dynamodb.DynamoDbTenants;
import java.time.Clock;

/** The parts of each function of this module, made from its environment. */
final class RoutingWiring {

  private static final String OBJECTS = "OBJECTS_TABLE";
  private static final String DATASETS = "DATASETS_TABLE";
  private static final String PIPELINES = "PIPELINES_TABLE";
  private static final String TABLES = "TABLES_TABLE";
  private static final String CUSTOMERS = "CUSTOMERS_TABLE";
  private static final String RAW_BUCKET = "RAW_BUCKET";
  private static final String INGEST_QUEUE = "INGEST_QUEUE_URL";
  private static final String STAGE = "STAGE";
  private static final String MACHINE = "STATE_MACHINE_ARN";
  private static final Clock CLOCK = Clock.systemUTC();

  /** Messages of a batch handled at once: a batch has ten, and most of the time is waiting. */
  private static final int AT_ONCE = 8;

  private RoutingWiring() {}

  static Router router(FunctionContext context) {
    Settings settings =
        Settings.requiring(
            context.environment(), OBJECTS, DATASETS, PIPELINES, TABLES, CUSTOMERS, RAW_BUCKET);
    Clients clients = context.clients();
    Datasets datasets =
        new DynamoDbDatasets(clients.dynamoDb(), settings.text(DATASETS), settings.text(PIPELINES));
    return new Router(
        new Destinations(settings.text(RAW_BUCKET), tenants(clients, settings), datasets),
        datasets,
        catalog(context, settings),
        new DynamoDbTableRegistry(clients.dynamoDb(), settings.text(TABLES)),
        new SqsQueues(clients.sqs()),
        CLOCK);
  }

  static StageStarter starter(FunctionContext context) {
    Settings settings = Settings.requiring(context.environment(), STAGE, MACHINE);
    Clients clients = context.clients();
    String machine = settings.text(MACHINE);
    var machines = new SfnMachines(clients.sfn());
    return switch (settings.text(STAGE)) {
      case "a" -> new DeliveryStarter(machines, machine, parallel());
      case "b" -> {
        Settings ofB = Settings.requiring(context.environment(), TABLES);
        var tables = new DynamoDbTableRegistry(clients.dynamoDb(), ofB.text(TABLES));
        yield new TableStarter(tables, machines, machine, parallel());
      }
      default ->
          throw new InvalidInputException("STAGE is '%s'; expected a or b", settings.text(STAGE));
    };
  }

  static Reconciler reconciler(FunctionContext context) {
    Settings settings =
        Settings.requiring(context.environment(), OBJECTS, CUSTOMERS, RAW_BUCKET, INGEST_QUEUE);
    Clients clients = context.clients();
    return new Reconciler(
        settings.text(RAW_BUCKET),
        tenants(clients, settings),
        new TenantStores(clients),
        catalog(context, settings),
        new SqsQueues(clients.sqs()),
        settings.text(INGEST_QUEUE),
        CLOCK);
  }

  static Registrar registrar(FunctionContext context) {
    Settings settings = Settings.requiring(context.environment(), DATASETS, PIPELINES);
    return new Registrar(
        new DynamoDbDatasets(
            context.clients().dynamoDb(), settings.text(DATASETS), settings.text(PIPELINES)));
  }

  /** Nothing where the function is not given the customers, whom migrations change. */
  static Runnable migrations(FunctionContext context) {
    Settings settings = Settings.requiring(context.environment(), PIPELINES);
    return settings
        .find(CUSTOMERS)
        .map(
            customers ->
                new DynamoDbOctagon(
                    context.clients().dynamoDb(), settings.text(PIPELINES), customers))
        .map(Migrations::new)
        .<Runnable>map(it -> it::run)
        .orElse(() -> {});
  }

  static OptIns optIns(FunctionContext context) {
    return new LakeFormationOptIns(context.clients().lakeFormation());
  }

  static Parallel parallel() {
    return Parallel.of(AT_ONCE);
  }

  private static ObjectCatalog catalog(FunctionContext context, Settings settings) {
    return new MeasuredCatalog(
        new DynamoDbObjectCatalog(context.clients().dynamoDb(), settings.text(OBJECTS), CLOCK),
        context.metrics(),
        CLOCK);
  }

  private static Tenants tenants(Clients clients, Settings settings) {
    return new DynamoDbTenants(clients.dynamoDb(), settings.text(CUSTOMERS), CLOCK);
  }
}
