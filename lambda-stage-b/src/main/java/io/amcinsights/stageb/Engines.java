package io.amcinsights.stageb;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.settings.Settings;
import io.amcinsights.core.store.s3.S3ObjectStore;
import io.amcinsights.engine.IcebergTableEngine;
import io.amcinsights.engine.TableEngine;
import java.nio.file.Path;
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

  private Engines() {}

  static TableEngine of(FunctionContext context) {
    Settings settings = Settings.requiring(context.environment(), CATALOG);
    Path work =
        Path.of(settings.find(WORK_DIRECTORY).orElse(System.getProperty("java.io.tmpdir", ".")));
    return OPEN.computeIfAbsent(
        new Key(settings.text(CATALOG), work), key -> open(key, settings, context));
  }

  private static TableEngine open(Key key, Settings settings, FunctionContext context) {
    long memory = settings.find(MEMORY).isPresent() ? settings.number(MEMORY) : DEFAULT_MEMORY;
    long threads =
        settings.find(THREADS).isPresent()
            ? settings.number(THREADS)
            : Runtime.getRuntime().availableProcessors();
    return new IcebergTableEngine(
        properties(key.properties()),
        new S3ObjectStore(context.clients().s3()),
        key.work(),
        Math.toIntExact(memory),
        Math.toIntExact(threads));
  }

  private static Map<String, String> properties(String json) {
    JsonNode node = Json.read(CATALOG, json);
    Map<String, String> properties = new TreeMap<>();
    node.properties().forEach(it -> properties.put(it.getKey(), it.getValue().asText()));
    return properties;
  }

  private record Key(String properties, Path work) {}
}
