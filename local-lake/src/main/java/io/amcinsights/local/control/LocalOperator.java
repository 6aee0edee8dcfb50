package io.amcinsights.local.control;

import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.catalog.dynamodb.DynamoDbObjectCatalog;
import io.amcinsights.core.dataset.dynamodb.DynamoDbDatasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.history.dynamodb.DynamoDbExecutionHistory;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.operator.Operator;
import io.amcinsights.core.operator.OperatorPorts;
import io.amcinsights.core.operator.sqs.SqsQueueAdmin;
import io.amcinsights.core.queue.sqs.SqsQueues;
import io.amcinsights.core.store.s3.S3ObjectStore;
import io.amcinsights.core.store.s3.TenantStores;
import io.amcinsights.core.table.dynamodb.DynamoDbTableRegistry;
import io.amcinsights.core.tenant.dynamodb.DynamoDbTenants;
import io.amcinsights.engine.TableMaintenance;
import io.amcinsights.engine.read.LakeReader;
import io.amcinsights.local.InFlight;
import io.amcinsights.local.LocalLake;
import io.amcinsights.local.deploy.Deployer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Wires the operator of a local lake; names come from the outputs of the foundation stack. */
public final class LocalOperator implements AutoCloseable {

  private static final String FOUNDATION = "-foundation";
  private static final String TEMPLATE_SUFFIX = ".template.json";

  /** A query shares one process with up to two loads, and all of it stays below 1 GiB. */
  private static final int QUERY_MEMORY_MB = 128;

  private final Operator operator;
  private final LakeReader reader;
  private final LocalTableCare care;

  private LocalOperator(Operator operator, LakeReader reader, LocalTableCare care) {
    this.operator = operator;
    this.reader = reader;
    this.care = care;
  }

  /** The operator of a lake that runs in this process. */
  public static LocalOperator of(LocalLake lake) {
    Map<String, String> names = lake.deployer().outputs(foundation(lake.deployer()));
    String warehouse = "s3://" + named(names, "AnalyticsBucket");
    String catalog = lake.catalogProperties(Json.write(Json.object().put("warehouse", warehouse)));
    Path cache = lake.config().folder().resolve("work").resolve("query");
    var reader = new LakeReader(texts(catalog), cache, QUERY_MEMORY_MB, 1);
    var care =
        new LocalTableCare(
            lake.functions(),
            named(names, "Installation"),
            () ->
                new TableMaintenance(
                    texts(catalog),
                    new S3ObjectStore(lake.clients().s3()),
                    lake.work(),
                    lake.engineLimits(),
                    Clock.systemUTC()));
    return new LocalOperator(new Operator(ports(lake, names, reader, care)), reader, care);
  }

  public Operator operator() {
    return operator;
  }

  @Override
  public void close() {
    reader.close();
    care.close();
  }

  private static OperatorPorts ports(
      LocalLake lake, Map<String, String> names, LakeReader reader, LocalTableCare care) {
    String installation = named(names, "Installation");
    Clients clients = lake.clients();
    Clock clock = Clock.systemUTC();
    return new OperatorPorts(
        new DynamoDbObjectCatalog(clients.dynamoDb(), named(names, "ObjectsTable"), clock),
        new DynamoDbDatasets(
            clients.dynamoDb(), named(names, "DatasetsTable"), named(names, "PipelinesTable")),
        new DynamoDbTenants(clients.dynamoDb(), named(names, "CustomersTable"), clock),
        new DynamoDbExecutionHistory(clients.dynamoDb(), named(names, "ExecutionsTable")),
        new SqsQueueAdmin(clients.sqs(), installation + "-"),
        new SqsQueues(clients.sqs()),
        new LakeTableReader(reader),
        new DynamoDbTableRegistry(clients.dynamoDb(), named(names, "TablesTable")),
        care,
        new LocalTenantRemains(lake, LakeNames.of(installation)),
        () -> busy(lake.inFlight()),
        new TenantStores(clients),
        LakeNames.of(installation),
        named(names, "RawBucket"),
        clock);
  }

  private static Map<String, Long> busy(InFlight inFlight) {
    return Map.of(
        "event outbox", inFlight.events() ? 1L : 0L,
        "mapping buffers", (long) inFlight.messages(),
        "executions", (long) inFlight.executions(),
        "stacks", (long) inFlight.stacks(),
        "invocations", (long) inFlight.invocations());
  }

  private static Map<String, String> texts(String json) {
    Map<String, String> texts = new HashMap<>();
    Json.read("Catalog properties", json)
        .properties()
        .forEach(it -> texts.put(it.getKey(), it.getValue().asText()));
    return texts;
  }

  private static String foundation(Deployer deployer) {
    Path template =
        deployer
            .template(FOUNDATION)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "The cloud assembly holds no template ending in '%s'; build infra again",
                        FOUNDATION));
    String file = String.valueOf(template.getFileName());
    return file.substring(0, file.length() - TEMPLATE_SUFFIX.length());
  }

  private static String named(Map<String, String> outputs, String name) {
    String value = outputs.get(name);
    if (value == null) {
      throw new InvalidInputException(
          "The foundation stack has no output %s; it has %s. Build infra again",
          name, outputs.keySet());
    }
    return value;
  }
}
