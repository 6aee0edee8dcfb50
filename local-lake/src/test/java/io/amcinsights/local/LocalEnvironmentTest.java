package io.amcinsights.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalEnvironmentTest {

  private static final URI S3 = URI.create("http://127.0.0.1:1");

  private final LocalEnvironment environment =
      new LocalEnvironment(
          Path.of("/lake"),
          new CatalogDatabase(Path.of("/lake")),
          new Endpoints(S3, S3, S3),
          "us-east-1");

  @Test
  void theCatalogIsOfThisMachineWithTheWarehouseOfTheTemplate() {
    Map<String, String> result =
        environment.apply(
            Map.of(
                "CATALOG_PROPERTIES",
                "{\"catalog-impl\":\"org.apache.iceberg.aws.glue.GlueCatalog\","
                    + "\"glue.skip-name-validation\":\"true\",\"warehouse\":\"s3://b/w\"}"));

    JsonNode catalog = Json.read("catalog", result.get("CATALOG_PROPERTIES"));
    assertThat(catalog.path("catalog-impl").asText())
        .isEqualTo("org.apache.iceberg.jdbc.JdbcCatalog");
    assertThat(catalog.path("warehouse").asText()).isEqualTo("s3://b/w");
    assertThat(catalog.path("s3.endpoint").asText()).isEqualTo(S3.toString());
    assertThat(catalog.has("glue.skip-name-validation")).isFalse();
    // A commit that is acknowledged before it is in the file is lost with a killed process.
    assertThat(catalog.path("uri").asText())
        .startsWith("jdbc:h2:file:/lake/catalog;AUTO_SERVER=TRUE")
        .contains("WRITE_DELAY=0");
  }

  @Test
  void everythingElseIsTheTemplates() {
    Map<String, String> result = environment.apply(Map.of("RAW_BUCKET", "raw", "GOVERNANCE", "{}"));

    assertThat(result)
        .containsEntry("RAW_BUCKET", "raw")
        .containsEntry("WORK_DIRECTORY", "/lake/work")
        .doesNotContainKeys("CATALOG_PROPERTIES", "GOVERNANCE");
  }
}
