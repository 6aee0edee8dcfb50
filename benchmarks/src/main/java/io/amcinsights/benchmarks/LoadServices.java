package io.amcinsights.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.dynamodb.DynamoDbDatasets;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadManifestJson;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.message.LoadResultJson;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.store.s3.S3ObjectStore;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.table.dynamodb.DynamoDbTableRegistry;
import io.amcinsights.local.Endpoints;
import io.amcinsights.local.LocalClients;
import io.amcinsights.local.dynamodb.DynamoDbServer;
import io.amcinsights.local.s3.Buckets;
import io.amcinsights.local.s3.LocalBuckets;
import io.amcinsights.local.s3.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * What a load needs of a lake and nothing else: S3, DynamoDB and the table catalog. They are those
 * of the local lake, in this process; loads are processes of their own.
 */
final class LoadServices implements AutoCloseable {

  private static final String DATASETS = "datasets";
  private static final String TABLES = "tables";

  private static final String RESULT = "--result";

  private static final String REGION = "us-east-1";
  private static final String ACCOUNT = "000000000000";

  private final Path folder;
  private final S3Server s3;
  private final DynamoDbServer dynamoDb;
  private final LocalClients clients;
  private final ObjectStore store;

  private LoadServices(Path folder, S3Server s3, DynamoDbServer dynamoDb) {
    this.folder = folder;
    this.s3 = s3;
    this.dynamoDb = dynamoDb;
    this.clients = clients(s3.endpoint(), dynamoDb.endpoint());
    this.store = new S3ObjectStore(clients.s3());
  }

  /** Starts them, with a dataset. */
  static LoadServices start(Path folder, Dataset dataset) throws IOException {
    System.setProperty("DDB_LOCAL_TELEMETRY", "0");
    var buckets = new LocalBuckets(folder.resolve("buckets.json"), folder.resolve("s3"));
    for (String name : List.of("stage", "analytics")) {
      buckets.put(new Buckets.Spec(name, ACCOUNT, REGION, false));
    }
    S3Server s3 = S3Server.start(folder.resolve("s3"), 0, buckets, event -> {});
    int port = freePort();
    DynamoDbServer dynamoDb =
        Aside.printing(() -> DynamoDbServer.start(folder.resolve("dynamodb"), port));
    var services = new LoadServices(folder, s3, dynamoDb);
    for (String table : List.of(DATASETS, TABLES)) {
      create(services.clients.dynamoDb(), table);
    }
    services.datasets().put(dataset);
    return services;
  }

  /** Clients of services that another process has started. */
  static LocalClients clients(URI s3, URI dynamoDb) {
    return new LocalClients(
        new Endpoints(s3, dynamoDb, s3),
        ACCOUNT,
        Region.of(REGION),
        () -> {
          throw new UnsupportedOperationException("A load has no use for Step Functions");
        },
        stacksOfRegion -> {
          throw new UnsupportedOperationException("A load has no use for CloudFormation");
        },
        role -> true);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void create(DynamoDbClient client, String table) {
    KeySchemaElement key =
        KeySchemaElement.builder().attributeName("name").keyType(KeyType.HASH).build();
    AttributeDefinition name =
        AttributeDefinition.builder()
            .attributeName("name")
            .attributeType(ScalarAttributeType.S)
            .build();
    client.createTable(
        it ->
            it.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key)
                .attributeDefinitions(name));
  }

  private DynamoDbDatasets datasets() {
    return new DynamoDbDatasets(clients.dynamoDb(), DATASETS, "-");
  }

  ObjectStore store() {
    return store;
  }

  /** What children find the services by. */
  Map<String, String> environment() {
    String endpoints =
        Json.write(
            Json.object()
                .put("s3", s3.endpoint().toString())
                .put("dynamodb", dynamoDb.endpoint().toString()));
    return Map.of("LAKE_ENDPOINTS", endpoints, "AWS_REGION", REGION, "SPARK_LOCAL_IP", "127.0.0.1");
  }

  /** Plans a load into a new table: writes its manifest; what a job is told. */
  Map<String, String> plan(Dataset dataset, String name, List<LoadManifest.Entry> entries) {
    String table = dataset.database() + "." + name;
    new DynamoDbTableRegistry(clients.dynamoDb(), TABLES)
        .register(table, dataset.name(), new TableSource("acme", name, "daily", null));
    ObjectId manifest = new ObjectId("stage", "loads/" + name + "/manifest.json");
    var document = new LoadManifest(name, dataset.name(), table, 1, null, null, entries);
    store.write(manifest, LoadManifestJson.write(document).getBytes(UTF_8), "application/json");
    Map<String, String> arguments = new TreeMap<>();
    arguments.put("--manifest", manifest.uri());
    arguments.put("--commit-id", name);
    arguments.put(RESULT, new ObjectId("stage", "loads/" + name + "/result.json").uri());
    arguments.put("--execution", "b-benchmark");
    arguments.put("--datasets-table", DATASETS);
    arguments.put("--tables-table", TABLES);
    arguments.put("--objects-table", "-");
    arguments.put("--customers-table", "-");
    arguments.put("--stage-bucket", "stage");
    ObjectNode properties = Json.object();
    catalog().forEach(properties::put);
    arguments.put("--catalog-properties", Json.write(properties));
    arguments.put("--work-directory", folder.resolve("work").toString());
    return arguments;
  }

  /** What became of a load. */
  LoadResult result(Map<String, String> arguments) {
    ObjectId result = ObjectId.parse(Objects.requireNonNull(arguments.get(RESULT)));
    return LoadResultJson.read(new String(store.read(result).orElseThrow(), UTF_8));
  }

  private Map<String, String> catalog() {
    Map<String, String> catalog = new TreeMap<>();
    catalog.put("catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
    catalog.put(
        "uri",
        "jdbc:h2:file:%s;AUTO_SERVER=TRUE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
            .formatted(folder.resolve("catalog")));
    catalog.put("jdbc.schema-version", "V1");
    catalog.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    catalog.put("s3.endpoint", s3.endpoint().toString());
    catalog.put("s3.path-style-access", "true");
    catalog.put("s3.access-key-id", "local");
    catalog.put("s3.secret-access-key", "localsecret");
    catalog.put("client.region", REGION);
    catalog.put("http-client.type", "urlconnection");
    catalog.put("warehouse", "s3://analytics/tables");
    return catalog;
  }

  @Override
  public void close() {
    clients.close();
    s3.close();
    dynamoDb.close();
  }
}
