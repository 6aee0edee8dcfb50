package io.amcinsights.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.dynamodb.DynamoDbDatasets;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadManifestJson;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.message.LoadResultJson;
import io.amcinsights.core.store.s3.S3ObjectStore;
import io.amcinsights.core.table.dynamodb.DynamoDbTableRegistry;
import io.amcinsights.engine.IcebergTableEngine;
import io.amcinsights.engine.TableEngine;
import io.amcinsights.local.LocalClients;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A load as the function does it, in a process of its own; told what a Glue job is told. */
final class PlainLoad {

  /** The arguments of a job. */
  private record Told(Map<String, String> values) {

    static Told of(String... arguments) {
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i + 1 < arguments.length; i += 2) {
        values.put(arguments[i], arguments[i + 1]);
      }
      return new Told(values);
    }

    String value(String name) {
      return Objects.requireNonNull(values.get(name), name);
    }
  }

  private PlainLoad() {}

  public static void main(String[] arguments) {
    Told told = Told.of(arguments);
    JsonNode endpoints = Json.read("LAKE_ENDPOINTS", System.getenv("LAKE_ENDPOINTS"));
    URI s3 = URI.create(Json.text(endpoints, "s3"));
    try (LocalClients clients =
        LoadServices.clients(s3, URI.create(Json.text(endpoints, "dynamodb")))) {
      load(told, clients);
    }
  }

  private static void load(Told told, LocalClients clients) {
    var store = new S3ObjectStore(clients.s3());
    ObjectId object = ObjectId.parse(told.value("--manifest"));
    LoadManifest manifest =
        LoadManifestJson.read(new String(store.read(object).orElseThrow(), UTF_8));
    ObjectId result = ObjectId.parse(told.value("--result"));
    var run =
        new TableEngine.Run(
            new DynamoDbDatasets(clients.dynamoDb(), told.value("--datasets-table"), "-")
                .find(manifest.dataset())
                .orElseThrow(),
            new DynamoDbTableRegistry(clients.dynamoDb(), told.value("--tables-table"))
                .find(manifest.table())
                .orElseThrow()
                .source(),
            told.value("--execution"),
            result);
    try (TableEngine engine =
        new IcebergTableEngine(
            properties(told.value("--catalog-properties")),
            store,
            Path.of(told.value("--work-directory")),
            Integer.parseInt(told.value("--engine-memory-mb")),
            Integer.parseInt(told.value("--engine-threads")))) {
      long begin = System.nanoTime();
      LoadResult loaded = engine.load(manifest, run);
      // The words of the engine's own log, which is read where a job runs.
      System.out.printf(
          "Load %s: snapshot %s in %d ms%n",
          manifest.commitId(), loaded.snapshot(), (System.nanoTime() - begin) / 1_000_000);
      store.write(result, LoadResultJson.write(loaded).getBytes(UTF_8), "application/json");
    }
  }

  private static Map<String, String> properties(String json) {
    Map<String, String> properties = new HashMap<>();
    Json.read("catalog", json)
        .properties()
        .forEach(it -> properties.put(it.getKey(), it.getValue().asText()));
    return properties;
  }
}
