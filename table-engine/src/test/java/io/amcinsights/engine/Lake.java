package io.amcinsights.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.store.InMemoryObjectStore;
import io.amcinsights.core.store.PreStage;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.transform.ProfileJson;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.engine.csv.AmcCsvTransform;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** A lake in memory: what tests say is delivered, staged and loaded through the real catalog. */
final class Lake implements AutoCloseable {

  static final String TABLE = "acme_amc.reach";

  private final Path folder;
  private final Map<String, String> catalog;
  final InMemoryObjectStore store = new InMemoryObjectStore();
  private Dataset dataset = dataset(Map.of(), Dataset.SchemaPolicy.WIDEN, Dataset.Numeric.INFER);
  private final Workers workers;
  private int deliveries;
  private int results;
  final IcebergTableEngine engine;

  Lake(Path folder) {
    this(folder, TestCatalogs.jdbc());
  }

  Lake(Path folder, Map<String, String> catalog) {
    this(folder, catalog, Workers.INLINE);
  }

  Lake(Path folder, Map<String, String> catalog, Workers workers) {
    this.folder = folder;
    this.catalog = catalog;
    this.workers = workers;
    this.engine = another();
  }

  /** A second process, as far as tables are concerned. */
  IcebergTableEngine another() {
    return another(attempt -> {}, Clock.systemUTC());
  }

  IcebergTableEngine another(CommitLoop.Pause pause, InstantSource clock) {
    return new IcebergTableEngine(catalog, store, folder, 256, 2, workers, pause, clock);
  }

  IcebergTableEngine another(Workers others) {
    return new IcebergTableEngine(catalog, store, folder, 256, 2, others);
  }

  Map<String, String> catalogProperties() {
    return catalog;
  }

  Lake with(Dataset changed) {
    dataset = changed;
    return this;
  }

  static Dataset dataset(
      Map<String, List<Dataset.DeclaredColumn>> schemas,
      Dataset.SchemaPolicy policy,
      Dataset.Numeric numeric) {
    return new Dataset(
        "acme",
        "adtech",
        "amc",
        "amc-csv",
        "table-engine",
        new Dataset.LoadLimits(0, 1000, 1 << 28),
        new Dataset.GlueSettings(null, "G.1X", 2),
        schemas,
        policy,
        0,
        Dataset.OnDelete.REMOVE,
        numeric,
        "");
  }

  /** Delivers and stages a file of July 2024. */
  LoadManifest.Entry staged(String file, String csv) {
    return staged(file, csv, "07");
  }

  LoadManifest.Entry staged(String file, String csv, String month) {
    DeliveryRef delivery = delivery(file);
    PreStage preStage = PreStage.of("stage", dataset, TABLE, delivery);
    try {
      Path work = Files.createTempDirectory(folder, "stage");
      Path source = Files.writeString(work.resolve("source.csv"), csv);
      Staged.Rows rows =
          (Staged.Rows) new AmcCsvTransform().apply(new SourceFile(source, file, 0), work);
      store.upload(preStage.data(), rows.data(), "");
      store.write(preStage.profile(), ProfileJson.write(rows.profile()).getBytes(UTF_8), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entry(delivery, false, preStage.folder(), month);
  }

  /** Delivers a file that is staged as another one is. */
  LoadManifest.Entry like(LoadManifest.Entry other, String file) {
    DeliveryRef delivery = delivery(file);
    PreStage from = PreStage.of("stage", dataset, TABLE, other.delivery());
    PreStage to = PreStage.of("stage", dataset, TABLE, delivery);
    store.write(to.data(), store.read(from.data()).orElseThrow(), "");
    store.write(to.profile(), store.read(from.profile()).orElseThrow(), "");
    return entry(delivery, false, to.folder(), other.exportMonth());
  }

  /** As if somebody had removed it from the stage bucket. */
  void losePreStage(LoadManifest.Entry entry) {
    PreStage preStage = PreStage.of("stage", dataset, TABLE, entry.delivery());
    store.delete(preStage.data());
    store.delete(preStage.profile());
  }

  /** The object was deleted. */
  LoadManifest.Entry deleted(String file) {
    return entry(delivery(file), true, null, "07");
  }

  private DeliveryRef delivery(String file) {
    return new DeliveryRef(
        new ObjectId("amc-acme-eu", "workflow=reach/schedule=daily/" + file), "v" + ++deliveries);
  }

  private static LoadManifest.Entry entry(
      DeliveryRef delivery, boolean deletion, String preStage, String month) {
    return new LoadManifest.Entry(
        delivery,
        1,
        deletion,
        preStage,
        "hash-" + delivery.delivery(),
        100,
        "acme",
        "2024",
        month,
        Instant.parse("2024-07-02T21:42:25.904Z"));
  }

  /** A load planned on the table as it is. */
  LoadManifest manifest(String commitId, LoadManifest.Entry... entries) {
    TableEngine.State state = engine.state(TABLE).orElse(null);
    return new LoadManifest(
        commitId,
        "acme-amc",
        TABLE,
        1,
        state == null ? null : state.snapshot(),
        state == null ? null : state.schemaId(),
        List.of(entries));
  }

  LoadResult load(String commitId, LoadManifest.Entry... entries) {
    return load(engine, manifest(commitId, entries));
  }

  LoadResult load(TableEngine with, LoadManifest manifest) {
    return with.load(manifest, run());
  }

  TableEngine.Run run() {
    return run(new TableSource("acme", "reach", "daily", null));
  }

  synchronized TableEngine.Run run(TableSource source) {
    return new TableEngine.Run(
        dataset,
        source,
        "b-execution",
        new ObjectId("stage", "loads/result-" + ++results + ".json"));
  }

  Table table() {
    return Catalogs.open(catalog).loadTable(Catalogs.identifier(TABLE));
  }

  /** Brings the rows of these deliveries, all the table has, together in as many data files. */
  void compact(List<List<LoadManifest.Entry>> files) {
    Table table = table();
    try (Site site = Site.open(store, Sources.NONE, folder)) {
      var staging = new Staging(Workers.INLINE, site, dataset, "stage", TABLE);
      var work = new FileWork(Workers.INLINE, site, new SourceIndex());
      List<DataFile> written = new ArrayList<>();
      for (List<LoadManifest.Entry> file : files) {
        written.addAll(
            work.write(table, staging.known(file).stream().map(Optional::orElseThrow).toList()));
      }
      RewriteFiles rewrite = table.newRewrite();
      TableFiles.all(table).forEach(rewrite::deleteFile);
      written.forEach(rewrite::addFile);
      rewrite.commit();
    }
  }

  /** Data files of the current snapshot that a filter on the object leaves. */
  List<FileScanTask> files(org.apache.iceberg.expressions.Expression filter) {
    List<FileScanTask> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table().newScan().filter(filter).planFiles()) {
      tasks.forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Rows of the table, ordered by object and row, values as text, null as null. */
  List<Map<String, String>> rows() {
    Table table = table();
    if (table.currentSnapshot() == null) {
      return List.of();
    }
    List<Path> local = new ArrayList<>();
    for (FileScanTask task : files(org.apache.iceberg.expressions.Expressions.alwaysTrue())) {
      Path target = folder.resolve(UUID.randomUUID() + ".parquet");
      DataFileCache.copy(table.io(), task.file().location(), target);
      local.add(target);
    }
    if (local.isEmpty()) {
      return List.of();
    }
    try (DuckSession duck = Duck.open()) {
      return duck.query(
          "SELECT * FROM %s ORDER BY source_object, file_row_number"
              .formatted(ParquetSql.read(table.schema(), local)),
          row -> {
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
              values.put(row.getMetaData().getColumnName(i), row.getString(i));
            }
            return values;
          });
    }
  }

  List<String> values(String column) {
    return rows().stream().map(row -> row.get(column)).toList();
  }

  @Override
  public void close() {
    engine.close();
  }
}
