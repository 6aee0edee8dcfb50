package io.amcinsights.glue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryJson;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.DatasetJson;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadManifestJson;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.message.LoadResultJson;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.store.PreStage;
import io.amcinsights.core.store.s3.S3ObjectStore;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRecordJson;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantJson;
import io.amcinsights.core.transform.ProfileJson;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.engine.IcebergTableEngine;
import io.amcinsights.engine.TableEngine;
import io.amcinsights.engine.csv.AmcCsvTransform;
import io.amcinsights.engine.read.LakeReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A lake that jobs in other processes load. */
final class JobLake implements AutoCloseable {

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
          Map.of(),
          Dataset.SchemaPolicy.WIDEN,
          0,
          Dataset.OnDelete.KEEP,
          Dataset.Numeric.INFER,
          "");

  private static final TableSource SOURCE = new TableSource("acme", "reach", "daily", null);

  /** As it is once its bucket is there: with a role that reads it. */
  private static final Tenant TENANT =
      TenantJson.read(
          """
          {"customerId": "acme", "customerName": "Acme", "prefix": "acme", "team": "acme",
           "dataset": "amc", "bucketName": "amc-acme-eu", "bucketRegion": "eu-west-1",
           "bucketAccount": "111122223333", "amcAwsAccount": "444455556666", "status": "ACTIVE",
           "readerRole": "arn:aws:iam::111122223333:role/acme-reader"}
          """);

  private static final ObjectId MANIFEST = ObjectId.parse("s3://stage/loads/manifest.json");
  private static final ObjectId RESULT = ObjectId.parse("s3://stage/loads/result.json");

  private final Path folder;
  private final TinyAws aws = new TinyAws();
  private final ObjectStore store =
      new S3ObjectStore(new EndpointClients(URI.create(aws.uri()), URI.create(aws.uri())).s3());
  private final Map<String, String> catalog = new TreeMap<>();
  private int deliveries;

  JobLake(Path folder) throws IOException {
    this.folder = folder;
    catalog.put("catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
    catalog.put(
        "uri",
        "jdbc:h2:%s;AUTO_SERVER=TRUE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
            .formatted(folder.resolve("catalog")));
    catalog.put("jdbc.schema-version", "V1");
    catalog.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
    catalog.put("s3.endpoint", aws.uri());
    catalog.put("s3.path-style-access", "true");
    catalog.put("s3.access-key-id", "local");
    catalog.put("s3.secret-access-key", "localsecret");
    catalog.put("client.region", "us-east-1");
    catalog.put("http-client.type", "urlconnection");
    catalog.put("warehouse", "s3://analytics/tables");
    aws.row("datasets", DATASET.name(), DatasetJson.toJson(DATASET).put("name", DATASET.name()));
    aws.row(
        "tables",
        TABLE,
        TableRecordJson.toJson(
            new TableRecord(TABLE, DATASET.name(), SOURCE, 1, 0, null, null, false, null)));
    aws.row("customers", TENANT.customerId(), TenantJson.toJson(TENANT));
  }

  TinyAws aws() {
    return aws;
  }

  ObjectStore store() {
    return store;
  }

  /** A delivered file as it is named in a manifest. */
  LoadManifest.Entry entry(String file, long bytes) {
    var delivery =
        new DeliveryRef(
            ObjectId.parse("s3://amc-acme-eu/workflow=reach/schedule=daily/" + file),
            "v" + ++deliveries);
    return new LoadManifest.Entry(
        delivery,
        1,
        false,
        null,
        null,
        bytes,
        "acme",
        "2024",
        "07",
        Instant.parse("2024-07-02T21:42:25.904Z"));
  }

  /** A delivered file as the object catalog records it, not staged. */
  LoadManifest.Entry delivered(String file, String csv) {
    LoadManifest.Entry entry = entry(file, csv.length());
    DeliveryRef ref = entry.delivery();
    store.write(ref.object(), csv.getBytes(UTF_8), "text/csv");
    var row =
        new Delivery(
            ref,
            new Sequencer("01"),
            false,
            csv.length(),
            "etag",
            null,
            DeliveryState.LOADING,
            null,
            1,
            DATASET.name(),
            TENANT.customerId(),
            TABLE,
            null,
            null,
            null,
            null,
            null,
            entry.modifiedAt(),
            entry.modifiedAt(),
            entry.modifiedAt());
    aws.row("objects", ref.object().uri(), DeliveryJson.toJson(row));
    return entry;
  }

  /** The same file again while the table holds an earlier delivery of it. */
  LoadManifest.Entry delivered(String file, String csv, LoadManifest.Held held) {
    LoadManifest.Entry entry = delivered(file, csv);
    return new LoadManifest.Entry(
        entry.delivery(),
        1,
        false,
        null,
        null,
        entry.bytes(),
        entry.customer(),
        entry.exportYear(),
        entry.exportMonth(),
        entry.modifiedAt(),
        held);
  }

  /** A delivered file, staged. */
  LoadManifest.Entry staged(String file, String csv) throws IOException {
    LoadManifest.Entry entry = entry(file, csv.length());
    PreStage preStage = PreStage.of("stage", DATASET, TABLE, entry.delivery());
    Path work = Files.createTempDirectory(folder, "stage");
    Path source = Files.writeString(work.resolve("source.csv"), csv);
    Staged.Rows rows =
        (Staged.Rows) new AmcCsvTransform().apply(new SourceFile(source, file, 0), work);
    store.upload(preStage.data(), rows.data(), "");
    store.write(preStage.profile(), ProfileJson.write(rows.profile()).getBytes(UTF_8), "");
    return new LoadManifest.Entry(
        entry.delivery(),
        1,
        false,
        preStage.folder(),
        "hash",
        entry.bytes(),
        entry.customer(),
        entry.exportYear(),
        entry.exportMonth(),
        entry.modifiedAt());
  }

  /** Writes the manifest; what a job is told. */
  List<String> arguments(String commitId, List<LoadManifest.Entry> entries, String... more) {
    var manifest = new LoadManifest(commitId, DATASET.name(), TABLE, 1, null, null, entries);
    store.write(MANIFEST, LoadManifestJson.write(manifest).getBytes(UTF_8), "application/json");
    var properties = Json.object();
    catalog.forEach(properties::put);
    List<String> arguments = new ArrayList<>(List.of("--JOB_NAME", "lake-load"));
    Map.of(
            "manifest", MANIFEST.uri(),
            "commit-id", commitId,
            "result", RESULT.uri(),
            "execution", "b-execution",
            "datasets-table", "datasets",
            "tables-table", "tables",
            "objects-table", "objects",
            "customers-table", "customers",
            "stage-bucket", "stage",
            "work-directory", folder.resolve("work").toString())
        .forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
    arguments.addAll(List.of("--catalog-properties", Json.write(properties)));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** Loads in this process, as a function would. */
  void load(String commitId, LoadManifest.Entry... entries) {
    var manifest =
        new LoadManifest(commitId, DATASET.name(), TABLE, 1, null, null, List.of(entries));
    try (var engine = new IcebergTableEngine(catalog, store, folder.resolve("function"), 256, 2)) {
      engine.load(manifest, new TableEngine.Run(DATASET, SOURCE, "b-execution", RESULT));
    }
  }

  LoadResult result() {
    return LoadResultJson.read(new String(store.read(RESULT).orElseThrow(), UTF_8));
  }

  LakeReader reader() {
    return new LakeReader(catalog, folder.resolve("cache"), 256, 2);
  }

  @Override
  public void close() {
    aws.close();
  }
}
