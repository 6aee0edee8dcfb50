package io.amcinsights.engine;

import io.amcinsights.core.error.InvalidInputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/** Opens the Iceberg catalog that properties describe: Glue's on AWS, JDBC on a laptop. */
public final class Catalogs {

  private static final String NAME_PROPERTY = "catalog-name";

  private Catalogs() {}

  /** Opens a catalog; no Hadoop configuration, so no Hadoop on the class path. */
  public static Catalog open(Map<String, String> properties) {
    String implementation = properties.get(CatalogProperties.CATALOG_IMPL);
    if (implementation == null) {
      throw new InvalidInputException(
          "The catalog properties %s have no '%s'; name the catalog's class",
          properties.keySet(), CatalogProperties.CATALOG_IMPL);
    }
    // JDBC catalogs keep the name in every row: all programs of a lake must say the same.
    String name = properties.getOrDefault(NAME_PROPERTY, "lake");
    return CatalogUtil.loadCatalog(implementation, name, properties, null);
  }

  /** Closes a catalog, if it is one that holds on to something. */
  public static void close(Catalog catalog) {
    if (catalog instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Reads {@code {database}.{table}}. */
  public static TableIdentifier identifier(String table) {
    int dot = table.indexOf('.');
    if (dot <= 0 || dot == table.length() - 1) {
      throw new InvalidInputException("'%s' is no table name; expected database.table", table);
    }
    return TableIdentifier.of(Namespace.of(table.substring(0, dot)), table.substring(dot + 1));
  }
}
