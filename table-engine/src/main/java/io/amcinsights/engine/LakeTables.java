package io.amcinsights.engine;

import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.transform.ColumnType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.jspecify.annotations.Nullable;

/** Finds tables and makes new ones the way all tables of the lake are. */
final class LakeTables {

  private static final String SOURCE = "lake.source.";

  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry(TableProperties.FORMAT_VERSION, "2"),
          Map.entry(TableProperties.DEFAULT_FILE_FORMAT, "parquet"),
          Map.entry(TableProperties.PARQUET_COMPRESSION, "zstd"),
          Map.entry(TableProperties.DELETE_MODE, "copy-on-write"),
          Map.entry(TableProperties.UPDATE_MODE, "copy-on-write"),
          Map.entry(TableProperties.MERGE_MODE, "copy-on-write"),
          Map.entry(TableProperties.WRITE_TARGET_FILE_SIZE_BYTES, "134217728"),
          // The default cuts at 16 characters, which is where names of buckets still are.
          Map.entry(
              TableProperties.DEFAULT_WRITE_METRICS_MODE,
              "truncate(" + DataFileMetrics.TEXT_LENGTH + ")"),
          Map.entry(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + "source_object", "full"),
          Map.entry(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + "source_version", "full"),
          Map.entry(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true"),
          Map.entry(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20"),
          Map.entry(TableProperties.MAX_SNAPSHOT_AGE_MS, "172800000"),
          Map.entry(TableProperties.MIN_SNAPSHOTS_TO_KEEP, "20"));

  private final Catalog catalog;
  private final String warehouse;

  LakeTables(Catalog catalog, Map<String, String> catalogProperties) {
    this.catalog = catalog;
    String folder = catalogProperties.getOrDefault(CatalogProperties.WAREHOUSE_LOCATION, "");
    this.warehouse = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
  }

  Optional<Table> find(String name) {
    try {
      return Optional.of(catalog.loadTable(Catalogs.identifier(name)));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  /**
   * Begins a table; it exists when the transaction is committed.
   *
   * @param source null when it is not known
   */
  Transaction create(String name, Map<String, ColumnType> columns, @Nullable TableSource source) {
    TableIdentifier identifier = Catalogs.identifier(name);
    createNamespaceIfMissing(identifier);
    Schema schema = Columns.schema(columns);
    Map<String, String> properties = new LinkedHashMap<>(PROPERTIES);
    if (source != null) {
      properties.putAll(sourceProperties(source));
    }
    return catalog
        .buildTable(identifier, schema)
        .withPartitionSpec(
            PartitionSpec.builderFor(schema)
                .identity(Columns.CUSTOMER)
                .identity(Columns.YEAR)
                .identity(Columns.MONTH)
                .build())
        .withSortOrder(
            SortOrder.builderFor(schema)
                .asc(Columns.YEAR)
                .asc(Columns.MONTH)
                .asc(Columns.SOURCE_OBJECT)
                .build())
        .withLocation(location(identifier))
        .withProperties(properties)
        .createTransaction();
  }

  static Map<String, String> sourceProperties(TableSource source) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(SOURCE + "prefix", source.prefix());
    properties.put(SOURCE + "workflow", source.workflow());
    properties.put(SOURCE + "schedule", source.schedule());
    if (source.version() != null) {
      properties.put(SOURCE + "version", source.version());
    }
    return properties;
  }

  /** What fills a table; empty as long as that is not known. */
  static Optional<TableSource> source(Table table) {
    Map<String, String> properties = table.properties();
    String prefix = properties.get(SOURCE + "prefix");
    String workflow = properties.get(SOURCE + "workflow");
    String schedule = properties.get(SOURCE + "schedule");
    return prefix == null || workflow == null || schedule == null
        ? Optional.empty()
        : Optional.of(
            new TableSource(prefix, workflow, schedule, properties.get(SOURCE + "version")));
  }

  /** Never used twice: a table dropped and made again must not find files of its predecessor. */
  private String location(TableIdentifier table) {
    return "%s/%s/%s-%s"
        .formatted(
            warehouse,
            table.namespace(),
            table.name(),
            UUID.randomUUID().toString().substring(0, 8));
  }

  private void createNamespaceIfMissing(TableIdentifier table) {
    if (catalog instanceof SupportsNamespaces namespaces
        && !namespaces.namespaceExists(table.namespace())) {
      try {
        namespaces.createNamespace(table.namespace());
      } catch (RuntimeException e) {
        // Another load may have been faster; the JDBC catalog reports that as any failed insert.
        if (!namespaces.namespaceExists(table.namespace())) {
          throw e;
        }
      }
    }
  }
}
