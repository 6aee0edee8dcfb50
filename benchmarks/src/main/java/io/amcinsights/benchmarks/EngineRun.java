package io.amcinsights.benchmarks;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.engine.IcebergTableEngine;
import io.amcinsights.engine.TableEngine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/** The engine on the local disk: stage files, load them into one table. */
final class EngineRun implements AutoCloseable {

  private static final String TABLE = "acme_amc.results";

  private static final Dataset DATASET =
      new Dataset(
          "acme",
          "adtech",
          "amc",
          "amc-csv",
          "table-engine",
          new Dataset.LoadLimits(0, 10_000, 1L << 40),
          new Dataset.GlueSettings(null, "G.1X", 2),
          Map.of(),
          Dataset.SchemaPolicy.WIDEN,
          0,
          Dataset.OnDelete.KEEP,
          Dataset.Numeric.INFER,
          "");

  private final Path folder;
  private final FolderStore store;
  private final Map<String, String> properties;
  private final IcebergTableEngine engine;
  private int deliveries;

  EngineRun(Path folder, int memoryMb, int threads) {
    this.folder = folder;
    this.store = new FolderStore(folder.resolve("store"));
    this.properties =
        Map.of(
            "catalog-impl",
            "org.apache.iceberg.jdbc.JdbcCatalog",
            "io-impl",
            LocalFileIO.class.getName(),
            "uri",
            "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE",
            "jdbc.schema-version",
            "V1",
            "warehouse",
            folder.resolve("warehouse").toString());
    this.engine = new IcebergTableEngine(properties, store, folder, memoryMb, threads);
  }

  /** Stage A: read, profile, pre-stage. */
  LoadManifest.Entry stage(Path file) throws IOException {
    deliveries++;
    return new StagedFiles(store, folder).stage(file, deliveries, "v" + deliveries);
  }

  /** The same content once more, as a later delivery of the same object. */
  LoadManifest.Entry again(LoadManifest.Entry first) throws IOException {
    ObjectId folder = ObjectId.parse(first.preStage() + "/data.parquet");
    String preStage = first.preStage() + "-again";
    store.write(ObjectId.parse(preStage + "/data.parquet"), store.read(folder).orElseThrow(), "");
    ObjectId profile = ObjectId.parse(first.preStage() + "/profile.json");
    store.write(ObjectId.parse(preStage + "/profile.json"), store.read(profile).orElseThrow(), "");
    return new LoadManifest.Entry(
        new DeliveryRef(first.delivery().object(), first.delivery().delivery() + "-again"),
        1,
        false,
        preStage,
        first.contentHash(),
        first.bytes(),
        first.customer(),
        first.exportYear(),
        first.exportMonth(),
        first.modifiedAt());
  }

  /** Lets the table hold so many data files more, in name and statistics only. */
  void addFiles(int from, int to) throws IOException {
    Catalog catalog = CatalogUtil.buildIcebergCatalog("lake", properties, null);
    Table table = catalog.loadTable(TableIdentifier.parse(TABLE));
    int id = table.schema().findField("source_object").fieldId();
    // As they come: a commit for some files, so that there are many manifests.
    for (int next = from; next < to; ) {
      AppendFiles append = table.newAppend();
      for (int last = Math.min(to, next + 500); next < last; next++) {
        append.appendFile(named(table, id, next));
      }
      append.commit();
    }
    if (catalog instanceof Closeable closeable) {
      closeable.close();
    }
  }

  private static DataFile named(Table table, int id, int number) {
    ByteBuffer object =
        Conversions.toByteBuffer(
            Types.StringType.get(),
            "s3://amc-acme/workflow=results/schedule=daily/old" + number + ".csv");
    return DataFiles.builder(table.spec())
        .withPath(table.location() + "/data/old-" + number + ".parquet")
        .withFormat(FileFormat.PARQUET)
        .withPartitionPath(
            "customer_hash=acme/export_year=2026/export_month=%02d".formatted(1 + number % 12))
        .withFileSizeInBytes(20_000)
        .withMetrics(
            new Metrics(100L, null, null, null, null, Map.of(id, object), Map.of(id, object)))
        .build();
  }

  /** Stage B: one commit. */
  LoadResult load(List<LoadManifest.Entry> entries) {
    TableEngine.State state = engine.state(TABLE).orElse(null);
    String commit = "commit-" + UUID.randomUUID();
    return engine.load(
        new LoadManifest(
            commit,
            "acme-amc",
            TABLE,
            1,
            state == null ? null : state.snapshot(),
            state == null ? null : state.schemaId(),
            entries),
        new TableEngine.Run(
            DATASET,
            new TableSource("acme", "results", "daily", null),
            "b-benchmark",
            new ObjectId("stage", "loads/" + commit + ".json")));
  }

  @Override
  public void close() {
    engine.close();
  }
}
