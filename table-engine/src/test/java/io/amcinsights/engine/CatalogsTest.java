package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import java.util.Map;
import org.apache.iceberg.catalog.Catalog;
import org.junit.jupiter.api.Test;

class CatalogsTest {

  @Test
  void theCatalogOfAwsOpensWithoutHadoop() {
    assertThatThrownBy(() -> Class.forName("org.apache.hadoop.conf.Configuration"))
        .isInstanceOf(ClassNotFoundException.class);

    Catalog catalog =
        Catalogs.open(
            Map.of(
                "catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog",
                "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
                "warehouse", "s3://analytics/lake",
                "http-client.type", "urlconnection",
                "client.region", "us-east-1"));

    assertThat(catalog.name()).isEqualTo("lake");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> Catalogs.open(Map.of("warehouse", "s3://x")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("catalog-impl");
    assertThatThrownBy(() -> Catalogs.identifier("reach"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'reach'");
  }
}
