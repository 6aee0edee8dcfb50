package io.amcinsights.routing;

import io.amcinsights.core.catalog.InMemoryObjectCatalog;
import io.amcinsights.core.catalog.MeasuredCatalog;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.InMemoryDatasets;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.event.S3ObjectEvent;
import io.amcinsights.core.metrics.InMemoryMetrics;
import io.amcinsights.core.queue.InMemoryQueues;
import io.amcinsights.core.store.InMemoryObjectStore;
import io.amcinsights.core.table.InMemoryTableRegistry;
import io.amcinsights.core.tenant.InMemoryTenants;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantJson;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** A lake in memory with one pipeline, one dataset and one tenant. */
final class RoutingLake {

  static final String RAW = "raw-bucket";
  static final String BUCKET = "acme-bucket";
  static final String KEY = "workflow=reach/schedule=daily/2026-02-01T10:00:00.000Z-reach.csv";
  static final String TABLE = "team_data.acme_reach_daily";
  static final String STAGE_A = "https://sqs/stage-a";
  static final String STAGE_B = "https://sqs/stage-b";
  static final String INGEST = "https://sqs/ingest";
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);

  final InMemoryMetrics metrics = new InMemoryMetrics();
  final ObjectCatalog catalog =
      new MeasuredCatalog(new InMemoryObjectCatalog(CLOCK), metrics, CLOCK);
  final InMemoryTableRegistry tables = new InMemoryTableRegistry();
  final InMemoryDatasets datasets = new InMemoryDatasets();
  final InMemoryTenants tenants = new InMemoryTenants(CLOCK);
  final InMemoryQueues queues = new InMemoryQueues();
  final InMemoryObjectStore store = new InMemoryObjectStore(CLOCK);

  RoutingLake() {
    dataset(Dataset.OnDelete.KEEP);
    datasets.put(new PipelineStage("team-pipe-stage-a", true, STAGE_A, "https://sqs/failed", ""));
    tenant("acme", BUCKET, Tenant.Status.ACTIVE);
  }

  Router router() {
    return new Router(
        new Destinations(RAW, tenants, datasets), datasets, catalog, tables, queues, CLOCK);
  }

  Reconciler reconciler() {
    return new Reconciler(RAW, tenants, tenant -> store, catalog, queues, INGEST, CLOCK);
  }

  Reconciler reconciler(Instant now) {
    Clock later = Clock.fixed(now, ZoneOffset.UTC);
    return new Reconciler(RAW, tenants, tenant -> store, catalog, queues, INGEST, later);
  }

  void dataset(Dataset.OnDelete onDelete) {
    datasets.put(
        new Dataset(
            "team",
            "pipe",
            "data",
            "amc-csv",
            "table-engine",
            new Dataset.LoadLimits(0, 1_000, 1 << 28),
            new Dataset.GlueSettings(null, "G.1X", 2),
            Map.of(),
            Dataset.SchemaPolicy.WIDEN,
            0,
            onDelete,
            Dataset.Numeric.INFER,
            STAGE_B));
  }

  void tenant(String customerId, String bucket, Tenant.Status status) {
    String role =
        status == Tenant.Status.ACTIVE || status == Tenant.Status.UPDATING
            ? ", \"readerRole\": \"arn:aws:iam::000000000000:role/reader\""
            : "";
    long version = tenants.find(customerId).map(Tenant::version).orElse(0L);
    tenants.put(
        TenantJson.read(
            """
            {"customerId": "%1$s", "customerName": "%1$s", "prefix": "%1$s", "team": "team",
             "dataset": "data", "bucketName": "%2$s", "bucketRegion": "us-east-1",
             "bucketAccount": "000000000000", "amcAwsAccount": "111111111111", "status": "%3$s",
             "version": %4$d%5$s}
            """
                .formatted(customerId, bucket, status, version, role)));
  }

  static S3ObjectEvent created(String key, int sequencer) {
    return created(BUCKET, key, sequencer, 100);
  }

  static S3ObjectEvent created(String bucket, String key, int sequencer, long bytes) {
    return event(S3ObjectEvent.Kind.CREATED, bucket, key, sequencer, bytes, "PutObject");
  }

  static S3ObjectEvent deleted(String key, int sequencer, String reason) {
    return event(S3ObjectEvent.Kind.DELETED, BUCKET, key, sequencer, 0, reason);
  }

  private static S3ObjectEvent event(
      S3ObjectEvent.Kind kind,
      String bucket,
      String key,
      int sequencer,
      long bytes,
      String reason) {
    return new S3ObjectEvent(
        kind,
        new ObjectId(bucket, key),
        bytes,
        kind == S3ObjectEvent.Kind.CREATED ? "etag" + sequencer : "",
        null,
        new Sequencer("%016X".formatted(sequencer)),
        reason,
        false,
        CLOCK.instant(),
        "000000000000",
        "us-east-1");
  }
}
