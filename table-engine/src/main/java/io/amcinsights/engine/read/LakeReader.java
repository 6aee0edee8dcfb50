package io.amcinsights.engine.read;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.engine.Catalogs;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckException;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableScan;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * Shows tables and answers SQL over their snapshots with DuckDB. A bare table name works while it
 * is unique over the databases, {@code database.table} always.
 */
public final class LakeReader implements AutoCloseable {

  private final Catalog catalog;
  private final FileCache cache;
  private final Duck.Limits limits;

  /**
   * @param cache folder for copies of data files
   * @param memoryMb what one query may use
   */
  public LakeReader(Map<String, String> catalogProperties, Path cache, int memoryMb, int threads) {
    this.catalog = Catalogs.open(catalogProperties);
    this.cache = new FileCache(cache);
    this.limits = new Duck.Limits(memoryMb, threads, cache.resolve("duckdb"));
  }

  /** All tables, by database and name. */
  public List<TableSummary> tables() {
    List<TableSummary> summaries = new ArrayList<>();
    for (TableIdentifier identifier : identifiers()) {
      try {
        summaries.add(TableLines.summary(identifier, catalog.loadTable(identifier)));
      } catch (NoSuchTableException e) {
        // Dropped since it was listed.
      }
    }
    return summaries;
  }

  /**
   * One table with snapshots and files.
   *
   * @throws InvalidInputException when there is no such table or the bare name is not unique
   */
  public TableDetails describe(String name) {
    TableIdentifier identifier = resolve(name);
    Table table = catalog.loadTable(identifier);
    List<TableDetails.SnapshotLine> snapshots = new ArrayList<>();
    for (Snapshot snapshot : table.snapshots()) {
      snapshots.add(
          new TableDetails.SnapshotLine(
              snapshot.snapshotId(),
              Instant.ofEpochMilli(snapshot.timestampMillis()),
              snapshot.operation(),
              Map.copyOf(snapshot.summary())));
    }
    snapshots.sort(Comparator.comparing(TableDetails.SnapshotLine::committedAt).reversed());
    List<TableDetails.FileLine> files =
        files(table.newScan()).stream().map(file -> TableLines.file(table, file)).toList();
    return new TableDetails(
        TableLines.summary(identifier, table),
        table.location(),
        Map.copyOf(table.properties()),
        snapshots,
        files);
  }

  /** The first rows of a table. */
  public QueryResult preview(String name, int rows) {
    TableIdentifier identifier = resolve(name);
    return query(
        "SELECT * FROM %s.%s"
            .formatted(Sql.name(identifier.namespace().toString()), Sql.name(identifier.name())),
        rows);
  }

  /**
   * Answers one SELECT. It sees the lake's tables and nothing else: no files, no settings, no
   * network.
   *
   * @param most rows to return
   * @throws InvalidInputException when the statement is wrong or no SELECT
   */
  public QueryResult query(String sql, int most) {
    return query(sql, null, most);
  }

  /**
   * Answers one SELECT over the tables as they were.
   *
   * @param at a snapshot's id or an ISO-8601 date or time, UTC unless it says otherwise; null for
   *     now
   * @throws InvalidInputException also when a table has no such snapshot any more, or had none yet
   */
  public QueryResult query(String sql, @Nullable String at, int most) {
    AsOf asOf = AsOf.of(at);
    try (DuckSession duck = Duck.openIsolated(limits)) {
      prepare(duck, QueryTables.of(duck, sql), asOf);
      return duck.read(sql, rows -> QueryRows.read(rows, most));
    } catch (DuckException e) {
      throw new InvalidInputException(e, "The query failed: %s", e.reason());
    }
  }

  private void prepare(DuckSession duck, List<QueryTables.Name> names, AsOf asOf) {
    List<TableIdentifier> identifiers = names.isEmpty() ? List.of() : identifiers();
    Set<TableIdentifier> registered = new HashSet<>();
    List<Path> files = new ArrayList<>();
    for (QueryTables.Name name : names) {
      List<TableIdentifier> matching = identifiers.stream().filter(name::matches).toList();
      if (matching.size() > 1) {
        throw ambiguous(name.table(), matching);
      }
      // What matches nothing may be a common table expression; else DuckDB says that it is unknown.
      for (TableIdentifier identifier : matching) {
        if (registered.add(identifier)) {
          files.addAll(register(duck, identifier, asOf));
        }
        if (name.database().isEmpty()) {
          duck.execute(
              "CREATE OR REPLACE VIEW %s AS SELECT * FROM %s"
                  .formatted(Sql.name(identifier.name()), qualified(identifier)));
        }
      }
    }
    duck.execute("SET allowed_paths = " + Sql.list(files.stream().map(Path::toString).toList()));
    duck.execute("SET enable_external_access = false");
    duck.execute("SET lock_configuration = true");
  }

  private List<Path> register(DuckSession duck, TableIdentifier identifier, AsOf asOf) {
    Table table = catalog.loadTable(identifier);
    TableScan scan = asOf.scan(table);
    List<String> locations = files(scan).stream().map(DataFile::location).toList();
    List<Path> local = cache.fetch(table.io(), locations);
    duck.execute("CREATE SCHEMA IF NOT EXISTS " + Sql.name(identifier.namespace().toString()));
    duck.execute(
        "CREATE VIEW %s AS SELECT * FROM %s"
            .formatted(qualified(identifier), TableLines.rows(scan.schema(), local)));
    return local;
  }

  private static String qualified(TableIdentifier identifier) {
    return Sql.name(identifier.namespace().toString()) + "." + Sql.name(identifier.name());
  }

  private static List<DataFile> files(TableScan scan) {
    Map<String, DataFile> files = new HashMap<>();
    try (CloseableIterable<FileScanTask> tasks = scan.planFiles()) {
      for (FileScanTask task : tasks) {
        if (!task.deletes().isEmpty()) {
          throw new InvalidInputException(
              "Table %s has row-level deletes, which only other engines write; compact it with the"
                  + " engine that did",
              scan.table().name());
        }
        files.put(task.file().location(), task.file().copyWithoutStats());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.values().stream().sorted(Comparator.comparing(DataFile::location)).toList();
  }

  private TableIdentifier resolve(String name) {
    QueryTables.Name wanted = QueryTables.Name.parse(name);
    List<TableIdentifier> matching = identifiers().stream().filter(wanted::matches).toList();
    if (matching.isEmpty()) {
      throw new InvalidInputException(
          "There is no table '%s'; 'lake tables' lists the tables", name);
    }
    if (matching.size() > 1) {
      throw ambiguous(name, matching);
    }
    return matching.get(0);
  }

  private static InvalidInputException ambiguous(String name, List<TableIdentifier> matching) {
    return new InvalidInputException(
        "Table name '%s' is in several databases; use one of %s", name, matching);
  }

  private List<TableIdentifier> identifiers() {
    List<TableIdentifier> identifiers = new ArrayList<>();
    if (catalog instanceof SupportsNamespaces namespaces) {
      for (Namespace namespace : namespaces.listNamespaces()) {
        identifiers.addAll(catalog.listTables(namespace));
      }
    }
    identifiers.sort(Comparator.comparing(TableIdentifier::toString));
    return identifiers;
  }

  @Override
  public void close() {
    cache.close();
    Catalogs.close(catalog);
  }
}
