package io.amcinsights.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.transform.ProfileJson;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.engine.IcebergTableEngine;
import io.amcinsights.engine.TableEngine;
import io.amcinsights.engine.csv.AmcCsvTransform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
  private final IcebergTableEngine engine;
  private int deliveries;

  EngineRun(Path folder, int memoryMb, int threads) {
    this.folder = folder;
    this.store = new FolderStore(folder.resolve("store"));
    Map<String, String> catalog =
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
    this.engine = new IcebergTableEngine(catalog, store, folder, memoryMb, threads);
  }

  /** Stage A: read, profile, pre-stage. */
  LoadManifest.Entry stage(Path file) throws IOException {
    int number = ++deliveries;
    Path work = Files.createTempDirectory(folder, "stage");
    var source = new SourceFile(file, file.getFileName().toString(), 0);
    Staged.Rows rows = (Staged.Rows) new AmcCsvTransform().apply(source, work);
    String preStage = "s3://stage/acme/amc/results/v" + number;
    store.upload(ObjectId.parse(preStage + "/data.parquet"), rows.data(), "");
    store.write(
        ObjectId.parse(preStage + "/profile.json"),
        ProfileJson.write(rows.profile()).getBytes(UTF_8),
        "");
    Files.delete(rows.data());
    return new LoadManifest.Entry(
        new DeliveryRef(
            new ObjectId("amc-acme", "workflow=results/schedule=daily/f" + number + ".csv"),
            "v" + number),
        1,
        false,
        preStage,
        "hash" + number,
        Files.size(file),
        "acme",
        "2026",
        "03",
        Instant.parse("2026-03-02T00:00:00Z"));
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
