package io.amcinsights.glue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.dynamodb.DynamoDbDatasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadManifestJson;
import io.amcinsights.core.message.LoadResult;
import io.amcinsights.core.message.LoadResultJson;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.store.s3.S3ObjectStore;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.table.dynamodb.DynamoDbTableRegistry;
import io.amcinsights.engine.IcebergTableEngine;
import io.amcinsights.engine.TableEngine;
import io.amcinsights.engine.TableMaintenance;
import io.amcinsights.engine.Workers;
import io.amcinsights.engine.duck.Duck;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Loads what a manifest names, or maintains the table when it names nothing, as the function that
 * loads tables does: for what is too large for it.
 */
public final class LoadJob {

  /** Nothing here reads pipelines, so the job is not told their table. */
  private static final String NO_PIPELINES = "-";

  private LoadJob() {}

  /** Called by Glue through its Scala entry, and by the local lake as a process of its own. */
  public static void main(String[] arguments) {
    if (Arrays.asList(arguments).contains("--spark-master")) {
      OwnProcess.prepare();
    }
    run(JobArguments.of(arguments));
  }

  private static void run(JobArguments arguments) {
    try (JavaSparkContext spark = spark(arguments)) {
      spark.setLogLevel("WARN");
      load(arguments, new SparkWorkers(spark, Executor.of(arguments)));
    }
  }

  /** Glue has made one by now; a process of our own has not. */
  private static JavaSparkContext spark(JobArguments arguments) {
    var settings = new SparkConf().setIfMissing("spark.app.name", "load");
    arguments
        .sparkMaster()
        .ifPresent(
            master ->
                settings
                    .setMaster(master)
                    .set("spark.ui.enabled", "false")
                    .setIfMissing("spark.driver.host", "127.0.0.1")
                    .setIfMissing("spark.driver.bindAddress", "127.0.0.1"));
    return new JavaSparkContext(SparkContext.getOrCreate(settings));
  }

  private static void load(JobArguments arguments, Workers workers) {
    Logger log = LogManager.getLogger(LoadJob.class);
    long start = System.nanoTime();
    Clients clients = Connection.of(arguments).clients();
    ObjectStore store = new S3ObjectStore(clients.s3());
    LoadManifest manifest = manifest(arguments, store);
    var run =
        new TableEngine.Run(
            dataset(arguments, clients, manifest),
            source(arguments, clients, manifest),
            arguments.execution(),
            arguments.result());
    LoadResult result =
        manifest.entries().isEmpty()
            ? maintained(manifest, run, arguments, store, workers)
            : loaded(manifest, run, arguments, store, workers);
    // Also when it was written before the commit: now the snapshot is known.
    store.write(
        arguments.result(), LoadResultJson.write(result).getBytes(UTF_8), "application/json");
    log.info(
        "Loaded {}: {} files ({} refused), {} rows, {} bytes, snapshot {} in {} s",
        manifest.commitId(),
        manifest.entries().size(),
        result.outcomes().stream()
            .filter(outcome -> outcome.state() == DeliveryState.QUARANTINED)
            .count(),
        result.outcomes().stream().mapToLong(LoadResult.Outcome::rows).sum(),
        manifest.entries().stream().mapToLong(LoadManifest.Entry::bytes).sum(),
        result.snapshot(),
        (System.nanoTime() - start) / 1_000_000_000);
  }

  private static LoadResult loaded(
      LoadManifest manifest,
      TableEngine.Run run,
      JobArguments arguments,
      ObjectStore store,
      Workers workers) {
    try (TableEngine engine =
        new IcebergTableEngine(
            arguments.catalogProperties(),
            store,
            arguments.workDirectory(),
            arguments.engineMemoryMb(),
            arguments.engineThreads(),
            workers)) {
      return engine.load(manifest, run);
    }
  }

  /** A load of nothing is the table's maintenance. */
  private static LoadResult maintained(
      LoadManifest manifest,
      TableEngine.Run run,
      JobArguments arguments,
      ObjectStore store,
      Workers workers) {
    Path work = arguments.workDirectory();
    var limits =
        new Duck.Limits(
            arguments.engineMemoryMb(), arguments.engineThreads(), work.resolve("duckdb"));
    try (TableMaintenance maintenance =
        new TableMaintenance(
            arguments.catalogProperties(), store, work, limits, Clock.systemUTC(), workers)) {
      String done = maintenance.run(manifest, run).text();
      return LoadResult.ofMaintenance(manifest.commitId(), done);
    }
  }

  private static LoadManifest manifest(JobArguments arguments, ObjectStore store) {
    LoadManifest manifest =
        store
            .read(arguments.manifest())
            .map(bytes -> LoadManifestJson.read(new String(bytes, UTF_8)))
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "Manifest %s is gone; redrive its deliveries", arguments.manifest().uri()));
    if (!manifest.commitId().equals(arguments.commitId())) {
      throw new InvalidInputException(
          "Manifest %s is of load %s, not of %s; pass the commit id of the same plan",
          arguments.manifest().uri(), manifest.commitId(), arguments.commitId());
    }
    return manifest;
  }

  private static Dataset dataset(JobArguments arguments, Clients clients, LoadManifest manifest) {
    return new DynamoDbDatasets(clients.dynamoDb(), arguments.datasetsTable(), NO_PIPELINES)
        .deployed(manifest.dataset());
  }

  private static TableSource source(
      JobArguments arguments, Clients clients, LoadManifest manifest) {
    return new DynamoDbTableRegistry(clients.dynamoDb(), arguments.tablesTable())
        .registered(manifest.table())
        .source();
  }
}
