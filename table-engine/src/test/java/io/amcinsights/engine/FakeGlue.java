package io.amcinsights.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.aws.AssumeRoleAwsClientFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollector;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.CreateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.CreateDatabaseResponse;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableResponse;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.DeleteTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableResponse;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseResponse;
import software.amazon.awssdk.services.glue.model.GetDatabasesRequest;
import software.amazon.awssdk.services.glue.model.GetDatabasesResponse;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.glue.model.GetTablesRequest;
import software.amazon.awssdk.services.glue.model.GetTablesResponse;
import software.amazon.awssdk.services.glue.model.GlueRequest;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableResponse;

/**
 * The calls of Glue's catalog that Iceberg makes, in memory: versions are checked as Glue does, and
 * answers get lost when told.
 */
final class FakeGlue implements GlueClient {

  /** Iceberg makes its client with this; found by {@code client.factory}. */
  public static final class Factory extends AssumeRoleAwsClientFactory {

    private transient Faults faults;

    @Override
    public void initialize(Map<String, String> properties) {
      faults = Faults.of(properties);
    }

    @Override
    public GlueClient glue() {
      return ALL.computeIfAbsent(faults.id, id -> new FakeGlue(faults));
    }
  }

  private static final Map<String, FakeGlue> ALL = new ConcurrentHashMap<>();

  private final Faults faults;
  private final Map<String, Database> databases = new TreeMap<>();
  private final Map<String, Table> tables = new TreeMap<>();
  private final AtomicInteger unreachable = new AtomicInteger();
  private boolean repeats;

  private FakeGlue(Faults faults) {
    this.faults = faults;
  }

  static FakeGlue of(Faults faults) {
    return ALL.get(faults.id);
  }

  /** From now on the client sends what was lost again by itself, as the SDK does. */
  void repeatWhatIsLost() {
    repeats = true;
  }

  @Override
  public CreateTableResponse createTable(CreateTableRequest request) {
    commit(request, () -> create(request));
    return CreateTableResponse.builder().build();
  }

  @Override
  public UpdateTableResponse updateTable(UpdateTableRequest request) {
    commit(request, () -> update(request));
    return UpdateTableResponse.builder().build();
  }

  private void commit(GlueRequest request, Runnable effect) {
    switch (faults.commits()) {
      case NONE -> effect.run();
      case CONFLICT ->
          throw ConcurrentModificationException.builder().message("as if").statusCode(400).build();
      case LOST -> {
        effect.run();
        lost(request, effect);
      }
      case DROPPED -> lost(request, effect);
    }
  }

  private void lost(GlueRequest request, Runnable effect) {
    if (repeats) {
      MetricCollector metrics = MetricCollector.create("ApiCall");
      metrics.reportMetric(CoreMetric.RETRY_COUNT, 1);
      request
          .overrideConfiguration()
          .ifPresent(it -> it.metricPublishers().forEach(to -> to.publish(metrics.collect())));
      effect.run();
      return;
    }
    // Iceberg looks whether it took effect; it is not to find out either.
    unreachable.set(1);
    throw SdkClientException.create("Read timed out");
  }

  private synchronized void create(CreateTableRequest request) {
    if (tables.containsKey(key(request.databaseName(), request.tableInput().name()))) {
      throw AlreadyExistsException.builder().message("exists").statusCode(400).build();
    }
    put(request.databaseName(), request.tableInput(), "0");
  }

  private synchronized void update(UpdateTableRequest request) {
    Table table = table(request.databaseName(), request.tableInput().name());
    if (!table.versionId().equals(request.versionId())) {
      throw ConcurrentModificationException.builder().message("version").statusCode(400).build();
    }
    String version = String.valueOf(Integer.parseInt(table.versionId()) + 1);
    put(request.databaseName(), request.tableInput(), version);
  }

  private void put(String database, TableInput input, String version) {
    tables.put(
        key(database, input.name()),
        Table.builder()
            .databaseName(database)
            .name(input.name())
            .tableType(input.tableType())
            .parameters(input.parameters())
            .storageDescriptor(input.storageDescriptor())
            .versionId(version)
            .build());
  }

  @Override
  public synchronized GetTableResponse getTable(GetTableRequest request) {
    if (unreachable.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw SdkClientException.create("Read timed out");
    }
    return GetTableResponse.builder().table(table(request.databaseName(), request.name())).build();
  }

  private Table table(String database, String name) {
    Table table = tables.get(key(database, name));
    if (table == null) {
      throw EntityNotFoundException.builder().message("no table").statusCode(400).build();
    }
    return table;
  }

  @Override
  public synchronized GetTablesResponse getTables(GetTablesRequest request) {
    List<Table> found =
        tables.values().stream()
            .filter(table -> table.databaseName().equals(request.databaseName()))
            .toList();
    return GetTablesResponse.builder().tableList(found).build();
  }

  @Override
  public synchronized DeleteTableResponse deleteTable(DeleteTableRequest request) {
    tables.remove(key(request.databaseName(), request.name()));
    return DeleteTableResponse.builder().build();
  }

  @Override
  public synchronized CreateDatabaseResponse createDatabase(CreateDatabaseRequest request) {
    Database database = Database.builder().name(request.databaseInput().name()).build();
    if (databases.putIfAbsent(database.name(), database) != null) {
      throw AlreadyExistsException.builder().message("exists").statusCode(400).build();
    }
    return CreateDatabaseResponse.builder().build();
  }

  @Override
  public synchronized GetDatabaseResponse getDatabase(GetDatabaseRequest request) {
    Database database = databases.get(request.name());
    if (database == null) {
      throw EntityNotFoundException.builder().message("no database").statusCode(400).build();
    }
    return GetDatabaseResponse.builder().database(database).build();
  }

  @Override
  public synchronized GetDatabasesResponse getDatabases(GetDatabasesRequest request) {
    return GetDatabasesResponse.builder().databaseList(new ArrayList<>(databases.values())).build();
  }

  private static String key(String database, String table) {
    return database + "." + table;
  }

  @Override
  public String serviceName() {
    return "glue";
  }

  @Override
  public void close() {
    // Other catalogs use it on.
  }
}
