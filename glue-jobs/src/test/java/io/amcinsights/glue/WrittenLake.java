package io.amcinsights.glue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
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

/** A lake in a folder, filled by the product's own transform and engine. */
final class WrittenLake implements AutoCloseable {

  static final String TABLE = "acme_amc.reach";

  private static final Dataset DATASET =
      new Dataset(
          "acme",
          "adtech",
          "amc",
          "amc-csv",
          "table-engine",
          new Dataset.LoadLimits(0, 1_000, 1 << 28),
          new Dataset.GlueSettings(null, "G.1X", 2),
          Map.of(
              "reach",
              List.of(new Dataset.DeclaredColumn("Campaign", "string", "As the customer says"))),
          Dataset.SchemaPolicy.WIDEN,
          0,
          Dataset.OnDelete.KEEP,
          Dataset.Numeric.INFER,
          "");

  private final Path folder;
  private final Map<String, String> catalog;
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final IcebergTableEngine engine;
  private int deliveries;
  private int loads;

  WrittenLake(Path folder) {
    this.folder = folder;
    this.catalog =
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
    this.engine = new IcebergTableEngine(catalog, store, folder, 256, 2);
  }

  Map<String, String> catalogProperties() {
    return catalog;
  }

  static String object(String file) {
    return "s3://amc-acme-eu/workflow=reach/schedule=daily/" + file;
  }

  /** The object was deleted. */
  LoadManifest.Entry deleted(String file) {
    return new LoadManifest.Entry(
        new DeliveryRef(ObjectId.parse(object(file)), "v" + ++deliveries),
        1,
        true,
        null,
        null,
        0,
        "acme",
        "2024",
        "07",
        Instant.parse("2024-07-02T21:42:25.904Z"));
  }

  /** A delivered file, staged. */
  LoadManifest.Entry staged(String file, String month, String csv) throws IOException {
    DeliveryRef delivery = new DeliveryRef(ObjectId.parse(object(file)), "v" + ++deliveries);
    PreStage preStage = PreStage.of("stage", DATASET, TABLE, delivery);
    Path work = Files.createTempDirectory(folder, "stage");
    Path source = Files.writeString(work.resolve("source.csv"), csv);
    Staged.Rows rows =
        (Staged.Rows) new AmcCsvTransform().apply(new SourceFile(source, file, 0), work);
    store.upload(preStage.data(), rows.data(), "");
    store.write(preStage.profile(), ProfileJson.write(rows.profile()).getBytes(UTF_8), "");
    return new LoadManifest.Entry(
        delivery,
        1,
        false,
        preStage.folder(),
        "hash-" + delivery.delivery(),
        csv.length(),
        "acme",
        "2024",
        month,
        Instant.parse("2024-07-02T21:42:25.904Z"));
  }

  /** One snapshot of all of them. */
  void load(LoadManifest.Entry... entries) {
    TableEngine.State state = engine.state(TABLE).orElse(null);
    LoadManifest manifest =
        new LoadManifest(
            "c" + ++loads,
            "acme-amc",
            TABLE,
            1,
            state == null ? null : state.snapshot(),
            state == null ? null : state.schemaId(),
            List.of(entries));
    LoadResult result = engine.load(manifest, run());
    for (LoadResult.Outcome outcome : result.outcomes()) {
      if (outcome.state() != DeliveryState.COMMITTED && outcome.state() != DeliveryState.DELETED) {
        throw new IllegalStateException(outcome.toString());
      }
    }
  }

  private TableEngine.Run run() {
    return new TableEngine.Run(
        DATASET,
        new TableSource("acme", "reach", "daily", null),
        "b-execution",
        new ObjectId("stage", "loads/result-" + loads + ".json"));
  }

  @Override
  public void close() {
    engine.close();
  }
}
