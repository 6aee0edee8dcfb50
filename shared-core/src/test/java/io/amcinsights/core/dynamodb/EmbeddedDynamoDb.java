package io.amcinsights.core.dynamodb;

import static software.amazon.awssdk.services.dynamodb.model.BillingMode.PAY_PER_REQUEST;
import static software.amazon.awssdk.services.dynamodb.model.KeyType.HASH;
import static software.amazon.awssdk.services.dynamodb.model.KeyType.RANGE;
import static software.amazon.awssdk.services.dynamodb.model.ProjectionType.ALL;
import static software.amazon.awssdk.services.dynamodb.model.ProjectionType.KEYS_ONLY;
import static software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType.S;

import com.almworks.sqlite4java.SQLite;
import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/**
 * DynamoDB Local inside this JVM, on loopback and in memory: started by the first test that needs
 * it, shared by all, ended with the JVM. A module that uses it declares {@code
 * com.amazonaws:DynamoDBLocal} with scope test, nothing else.
 */
public final class EmbeddedDynamoDb {

  private static final String LIBRARY_PATH = "sqlite4java.library.path";

  private static final class Holder {
    private static final DynamoDbClient CLIENT = start();
  }

  /** Names of the tables of one installation. */
  public record LakeTables(
      String datasets,
      String pipelines,
      String objects,
      String tables,
      String executions,
      String customers,
      String workflows,
      String schedules,
      String runs) {

    /** As a function's environment names them. */
    public Map<String, String> environment() {
      return Map.of(
          "DATASETS_TABLE", datasets,
          "PIPELINES_TABLE", pipelines,
          "OBJECTS_TABLE", objects,
          "TABLES_TABLE", tables,
          "EXECUTIONS_TABLE", executions,
          "CUSTOMERS_TABLE", customers,
          "WORKFLOWS_TABLE", workflows,
          "SCHEDULES_TABLE", schedules,
          "RUNS_TABLE", runs);
    }
  }

  private EmbeddedDynamoDb() {}

  public static DynamoDbClient client() {
    return Holder.CLIENT;
  }

  /** Creates the tables of the lake with their indexes, empty and under names unused so far. */
  public static LakeTables createTables() {
    String prefix = "test-" + UUID.randomUUID() + "-";
    LakeTables tables =
        new LakeTables(
            prefix + "datasets",
            prefix + "pipelines",
            prefix + "objects",
            prefix + "tables",
            prefix + "executions",
            prefix + "customers",
            prefix + "workflows",
            prefix + "schedules",
            prefix + "runs");
    create(tables.datasets(), key("name"), index("all", KEYS_ONLY, "kind", "name"));
    create(tables.pipelines(), key("name"), index("all", KEYS_ONLY, "kind", "name"));
    create(
        tables.objects(),
        key("id", "delivery"),
        index("by-state", ALL, "stateShard", "updatedAt"),
        index("by-day", ALL, "dayShard", "receivedAt"),
        index("by-table", ALL, "tableState", "receivedAt"));
    create(tables.tables(), key("name"), index("all", KEYS_ONLY, "kind", "name"));
    create(tables.executions(), key("id"), index("by-day", ALL, "dayShard", "startedAt"));
    create(
        tables.customers(),
        key("customerId", "config"),
        index("all", KEYS_ONLY, "kind", "customerId"),
        index("by-bucket", ALL, "bucketName"));
    create(
        tables.workflows(), key("tenant", "workflowId"), index("all", KEYS_ONLY, "kind", "path"));
    create(
        tables.schedules(), key("tenant", "scheduleId"), index("all", KEYS_ONLY, "kind", "path"));
    create(
        tables.runs(),
        key("tenant", "runId"),
        index("by-tenant", ALL, "tenant", "createdAt"),
        index("by-day", ALL, "day", "createdAt"),
        index("open", ALL, "open", "createdAt"));
    return tables;
  }

  private static void create(
      String name, List<KeySchemaElement> key, GlobalSecondaryIndex... indexes) {
    Stream<KeySchemaElement> indexKeys =
        Arrays.stream(indexes).flatMap(it -> it.keySchema().stream());
    List<AttributeDefinition> attributes =
        Stream.concat(key.stream(), indexKeys)
            .map(KeySchemaElement::attributeName)
            .distinct()
            .map(it -> AttributeDefinition.builder().attributeName(it).attributeType(S).build())
            .toList();
    client()
        .createTable(
            CreateTableRequest.builder()
                .tableName(name)
                .billingMode(PAY_PER_REQUEST)
                .keySchema(key)
                .attributeDefinitions(attributes)
                .globalSecondaryIndexes(indexes)
                .build());
  }

  private static GlobalSecondaryIndex index(
      String name, ProjectionType projection, String... attributes) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(key(attributes))
        .projection(it -> it.projectionType(projection))
        .build();
  }

  private static List<KeySchemaElement> key(String... attributes) {
    return Arrays.stream(attributes)
        .map(
            it ->
                KeySchemaElement.builder()
                    .attributeName(it)
                    .keyType(it.equals(attributes[0]) ? HASH : RANGE)
                    .build())
        .toList();
  }

  private static DynamoDbClient start() {
    try {
      if (System.getProperty(LIBRARY_PATH) == null) {
        System.setProperty(LIBRARY_PATH, nativeLibrary().toString());
      }
      String port = Integer.toString(freePort());
      ServerRunner.createServerFromCommandLineArgs(
              new String[] {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", port})
          .start();
      return DynamoDbClient.builder()
          .endpointOverride(URI.create("http://127.0.0.1:" + port))
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "localsecret")))
          .httpClient(UrlConnectionHttpClient.create())
          .build();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot start DynamoDB Local", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  // Maven keeps SQLite's native library as an artifact of its own beside the jar, outside of the
  // class path: {group}/sqlite4java/{version}/x.jar and {group}/{platform}/{version}/x.so.
  private static Path nativeLibrary() throws URISyntaxException {
    Path jar = Path.of(SQLite.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path version = jar.getParent();
    boolean mac = System.getProperty("os.name").startsWith("Mac");
    return version
        .getParent()
        .resolveSibling(mac ? "libsqlite4java-osx" : "libsqlite4java-linux-amd64")
        .resolve(version.getFileName());
  }
}
