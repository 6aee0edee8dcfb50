package io.amcinsights.stageb;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.settings.Settings;
import io.amcinsights.core.store.s3.S3ObjectStore;
import io.amcinsights.engine.IcebergTableEngine;
import io.amcinsights.engine.TableEngine;
import io.amcinsights.engine.TableMaintenance;
import io.amcinsights.engine.duck.Duck;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The table engine of this process, opened when first needed and kept as long as the process lives.
 * Handlers that share a process, as in the local lake, share it too.
 */
final class Engines {

  private static final String CATALOG = "CATALOG_PROPERTIES";
  private static final String WORK_DIRECTORY = "WORK_DIRECTORY";
  private static final String MEMORY = "ENGINE_MEMORY_MB";
  private static final String THREADS = "ENGINE_THREADS";
  private static final long DEFAULT_MEMORY = 256;

  private static final Map<Key, TableEngine> OPEN = new ConcurrentHashMap<>();
  private static final Map<Key, TableMaintenance> MAINTENANCE = new ConcurrentHashMap<>();

  private Engines() {}

  static TableEngine of(FunctionContext context) {
    Settings settings = Settings.requiring(context.environment(), CATALOG);
    return OPEN.computeIfAbsent(key(settings), key -> open(context));
  }

  /** Opens an engine that is the caller's alone; no catalog of ours asks anybody for that. */
  static TableEngine open(FunctionContext context) {
    Settings settings = Settings.requiring(context.environment(), CATALOG);
    Key key = key(settings);
    Duck.Limits limits = limits(key, settings);
    return new IcebergTableEngine(
        properties(key.properties()),
        new S3ObjectStore(context.clients().s3()),
        key.work(),
        limits.memoryMb(),
        limits.threads());
  }

  /** What maintains the tables of the same catalog. */
  static TableMaintenance maintenance(FunctionContext context) {
    Settings settings = Settings.requiring(context.environment(), CATALOG);
    return MAINTENANCE.computeIfAbsent(
        key(settings),
        key ->
            new TableMaintenance(
                properties(key.properties()),
                new S3ObjectStore(context.clients().s3()),
                key.work(),
                limits(key, settings),
                Clock.systemUTC()));
  }

  private static Key key(Settings settings) {
    Path work =
        Path.of(settings.find(WORK_DIRECTORY).orElse(System.getProperty("java.io.tmpdir", ".")));
    return new Key(settings.text(CATALOG), work);
  }

  private static Duck.Limits limits(Key key, Settings settings) {
    long memory = settings.find(MEMORY).isPresent() ? settings.number(MEMORY) : DEFAULT_MEMORY;
    long threads =
        settings.find(THREADS).isPresent()
            ? settings.number(THREADS)
            : Runtime.getRuntime().availableProcessors();
    return new Duck.Limits(
        Math.toIntExact(memory), Math.toIntExact(threads), key.work().resolve("duckdb"));
  }

  private static Map<String, String> properties(String json) {
    JsonNode node = Json.read(CATALOG, json);
    Map<String, String> properties = new TreeMap<>();
    node.properties().forEach(it -> properties.put(it.getKey(), it.getValue().asText()));
    return properties;
  }

  private record Key(String properties, Path work) {}
}
