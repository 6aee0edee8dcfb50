package io.amcinsights.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.engine.duck.Duck;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the environment of a template needs to fit this machine: the table catalog, a work folder,
 * and an engine that leaves room for the rest of the process. Everything else is the template's.
 */
final class LocalEnvironment implements UnaryOperator<Map<String, String>> {

  private static final String CATALOG = "CATALOG_PROPERTIES";
  private static final String GOVERNANCE = "GOVERNANCE";
  private static final int ENGINE_MEMORY_MB = 192;
  private static final int ENGINE_THREADS = 1;

  private final Path folder;
  private final CatalogDatabase catalog;
  private final Endpoints endpoints;
  private final String region;

  LocalEnvironment(Path folder, CatalogDatabase catalog, Endpoints endpoints, String region) {
    this.folder = folder;
    this.catalog = catalog;
    this.endpoints = endpoints;
    this.region = region;
  }

  @Override
  public Map<String, String> apply(Map<String, String> template) {
    Map<String, String> environment = new HashMap<>(template);
    environment.computeIfPresent(CATALOG, (name, value) -> catalog(value));
    // Lake Formation's: there is none on this machine, whoever may open the folder may read it.
    environment.remove(GOVERNANCE);
    environment.put("AWS_REGION", region);
    environment.put("WORK_DIRECTORY", work().toString());
    environment.put("ENGINE_MEMORY_MB", String.valueOf(ENGINE_MEMORY_MB));
    environment.put("ENGINE_THREADS", String.valueOf(ENGINE_THREADS));
    return environment;
  }

  /** Where functions keep temporary files. */
  Path work() {
    return folder.resolve("work");
  }

  /** What functions let DuckDB use; one process has one limit. */
  Duck.Limits engineLimits() {
    return new Duck.Limits(ENGINE_MEMORY_MB, ENGINE_THREADS, work().resolve("duckdb"));
  }

  /** Arguments of a Glue job for a child process of this machine. */
  Map<String, String> glueArguments(Map<String, String> template) {
    Map<String, String> arguments = new LinkedHashMap<>(template);
    arguments.computeIfPresent("--catalog-properties", (name, value) -> catalog(value));
    arguments.put("--work-directory", work().toString());
    arguments.put("--spark-master", "local[2]");
    return arguments;
  }

  /** The catalog of this machine with the warehouse of the template. */
  String catalog(String template) {
    JsonNode warehouse = Json.read(CATALOG, template).path("warehouse");
    ObjectNode properties =
        Json.object()
            .put("catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog")
            .put("uri", catalog.uri())
            .put("jdbc.schema-version", "V1")
            .put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO")
            .put("s3.endpoint", endpoints.s3().toString())
            .put("s3.path-style-access", "true")
            .put("s3.access-key-id", "local")
            .put("s3.secret-access-key", "localsecret")
            .put("client.region", region)
            .put("http-client.type", "urlconnection");
    if (warehouse.isTextual()) {
      properties.set("warehouse", warehouse);
    }
    return Json.write(properties);
  }
}
