package io.amcinsights.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Properties of catalogs in memory. */
final class TestCatalogs {

  private TestCatalogs() {}

  static Map<String, String> jdbc() {
    return Map.of(
        "catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog",
        "io-impl", "org.apache.iceberg.inmemory.InMemoryFileIO",
        "uri", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE",
        "jdbc.schema-version", "V1",
        "warehouse", "memory://" + UUID.randomUUID() + "/lake/");
  }

  static Map<String, String> faultyJdbc(Faults faults) {
    Map<String, String> properties = new HashMap<>(jdbc());
    properties.put("catalog-impl", FaultyJdbcCatalog.class.getName());
    return impatient(properties, faults);
  }

  static Map<String, String> glue(Faults faults) {
    Map<String, String> properties = new HashMap<>();
    properties.put("catalog-impl", "org.apache.iceberg.aws.glue.GlueCatalog");
    properties.put("io-impl", "org.apache.iceberg.inmemory.InMemoryFileIO");
    properties.put("client.factory", FakeGlue.Factory.class.getName());
    properties.put("warehouse", "memory://" + UUID.randomUUID() + "/lake");
    return impatient(properties, faults);
  }

  private static Map<String, String> impatient(Map<String, String> properties, Faults faults) {
    properties.put(Faults.PROPERTY, faults.id);
    properties.put("table-default.commit.retry.min-wait-ms", "1");
    properties.put("table-default.commit.status-check.num-retries", "0");
    properties.put("table-default.commit.status-check.min-wait-ms", "1");
    return properties;
  }
}
