package io.amcinsights.stageb;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.InMemoryObjectCatalog;
import io.amcinsights.core.catalog.MeasuredCatalog;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.InMemoryDatasets;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.governance.GovernanceSettings;
import io.amcinsights.core.governance.InMemoryTableGovernance;
import io.amcinsights.core.governance.TableGovernance;
import io.amcinsights.core.history.InMemoryExecutionHistory;
import io.amcinsights.core.machine.ExecutionError;
import io.amcinsights.core.machine.InMemoryMachines;
import io.amcinsights.core.message.ExecutionNames;
import io.amcinsights.core.message.LoadInput;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.metrics.InMemoryMetrics;
import io.amcinsights.core.operator.InMemoryQueueAdmin;
import io.amcinsights.core.queue.InMemoryQueues;
import io.amcinsights.core.store.InMemoryObjectStore;
import io.amcinsights.core.table.InMemoryTableRegistry;
import io.amcinsights.core.table.TableSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/** Stage B in memory with one table. */
final class StageBLake {

  static final String TABLE = "team_data.acme_reach_daily";
  static final String QUEUE_A = "https://sqs/stage-a";
  static final String QUEUE_B = "https://sqs/stage-b";
  static final String FAILED = "https://sqs/failed";
  static final String GLUE_JOB = "lake-team-pipe-load";
  static final String MACHINE_A = "arn:a";
  static final String MACHINE_B = "arn:b";

  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  final Clock clock = new SettableClock();
  final InMemoryMetrics metrics = new InMemoryMetrics();
  final ObjectCatalog catalog =
      new MeasuredCatalog(new InMemoryObjectCatalog(clock), metrics, clock);
  final InMemoryTableRegistry tables = new InMemoryTableRegistry();
  final InMemoryDatasets datasets = new InMemoryDatasets();
  final InMemoryQueues queues = new InMemoryQueues();
  final InMemoryMachines machines = new InMemoryMachines();
  final InMemoryObjectStore store = new InMemoryObjectStore(clock);
  final InMemoryExecutionHistory executions = new InMemoryExecutionHistory();
  final FakeTableEngine engine = new FakeTableEngine(store);
  final LoadFiles files = new LoadFiles(store, "stage");
  final StageBHistory history = new StageBHistory(executions, clock);
  private final Parallel parallel = Parallel.of(4);
  final InMemoryTableGovernance governance = new InMemoryTableGovernance();

  /** What workflows declare of their columns. */
  Declarations declarations = Declarations.NONE;

  /** What governs: the memory, or one that fails. */
  TableGovernance governing = governance;

  /** How tables are governed; nobody governs them when null. */
  String governed;

  final LoadFinisher finisher =
      new LoadFinisher(catalog, tables, files, history, parallel, this::govern);
  final Settlement settlement =
      new Settlement(catalog, tables, () -> engine, files, finisher, parallel);
  final LoadPlanner planner =
      new LoadPlanner(
          catalog,
          tables,
          datasets,
          () -> engine,
          files,
          settlement,
          queues,
          history,
          parallel,
          (workflow, tenants) -> declarations.of(workflow, tenants),
          GLUE_JOB,
          clock);
  final TableLoad load =
      new TableLoad(datasets, tables, () -> engine, files, history, engine::maintain);
  final MaintenanceBell bell =
      new MaintenanceBell(
          datasets, tables, queues, new TableWriters(tables, machines, MACHINE_B, history), null);
  final LoadFailure failure =
      new LoadFailure(catalog, tables, datasets, settlement, queues, FAILED, history, parallel);
  final InMemoryQueueAdmin failures =
      new InMemoryQueueAdmin(clock, FAILED, QUEUE_A + "-dlq", QUEUE_B + "-dlq");
  final Sweeper sweeper = sweeperOf("team-pipe");

  private void govern(LoadManifest load, Set<String> customers) {
    if (governed != null) {
      new TenantGovernor(GovernanceSettings.read(governed), governing, tables)
          .loaded(load, customers);
    }
  }

  StageBLake() {
    datasets.put(Samples.dataset(QUEUE_B));
    datasets.put(new PipelineStage("team-pipe-stage-a", true, QUEUE_A, FAILED, ""));
    tables.register(TABLE, "team-data", new TableSource("acme", "reach", "daily", null));
  }

  Sweeper sweeperOf(String pipeline) {
    return new Sweeper(
        pipeline,
        catalog,
        datasets,
        new StageASweep(catalog, datasets, machines, MACHINE_A, queues, history),
        new StageBSweep(catalog, tables, machines, MACHINE_B, settlement, queues, history, clock),
        new PipelineHealth(pipeline, catalog, datasets, failures, metrics, clock),
        clock);
  }

  void limits(int maxFiles, long maxBytes) {
    limits(maxFiles, maxBytes, Samples.dataset(QUEUE_B).glue());
  }

  void limits(int maxFiles, long maxBytes, Dataset.GlueSettings glue) {
    Dataset it = Samples.dataset(QUEUE_B);
    datasets.put(
        new Dataset(
            it.team(),
            it.pipeline(),
            it.dataset(),
            it.lightTransform(),
            it.heavyTransform(),
            new Dataset.LoadLimits(0, maxFiles, maxBytes),
            glue,
            it.schemas(),
            it.schemaPolicy(),
            it.maxRejectedRows(),
            it.onDelete(),
            it.numeric(),
            it.stageBQueue()));
  }

  void maintainedBy(Dataset.Maintainer by) {
    Dataset it = Samples.dataset(QUEUE_B);
    datasets.put(
        new Dataset(
            it.team(),
            it.pipeline(),
            it.dataset(),
            it.lightTransform(),
            it.heavyTransform(),
            it.load(),
            it.glue(),
            it.schemas(),
            it.schemaPolicy(),
            it.maxRejectedRows(),
            it.onDelete(),
            it.numeric(),
            new Dataset.Maintenance("rate(1 day)", by),
            it.stageBQueue()));
  }

  /** A bell in a catalog with optimizers. */
  MaintenanceBell bell(TableOptimizers optimizers) {
    return new MaintenanceBell(
        datasets,
        tables,
        queues,
        new TableWriters(tables, machines, MACHINE_B, history),
        optimizers);
  }

  long generation() {
    return tables.find(TABLE).orElseThrow().generation();
  }

  LoadInput input() {
    return new LoadInput("team-data", TABLE, generation());
  }

  String execution() {
    return ExecutionNames.stageB(TABLE, generation());
  }

  LoadPlan plan(int round) {
    return planner.plan(input(), round, execution());
  }

  ObjectId load(ObjectId manifest, String execution) {
    return load.load(manifest, execution, Instant.MAX);
  }

  /** Plans, loads and finishes one round. */
  LoadId loadRound(int round) {
    LoadPlan.Load planned = (LoadPlan.Load) plan(round);
    ObjectId result = load(planned.manifest(), execution());
    finisher.finish(planned.id(), result, execution());
    return planned.id();
  }

  void fail(Optional<LoadId> planned, String code) {
    failure.run(
        new LoadFailure.Failed(input(), execution(), "arn", new ExecutionError(code, "why")),
        planned);
  }

  DeliveryRef ready(String key, int version, String content) {
    return record(key, version, content, DeliveryState.READY, false);
  }

  DeliveryRef deletion(String key, int version) {
    return record(key, version, null, DeliveryState.READY, true);
  }

  DeliveryRef record(
      String key, int version, String content, DeliveryState state, boolean deletion) {
    return record(key, version, content, state, deletion, "acme");
  }

  DeliveryRef record(
      String key,
      int version,
      String content,
      DeliveryState state,
      boolean deletion,
      String tenant) {
    DeliveryRef ref = new DeliveryRef(new ObjectId("acme-bucket", key), "v" + version);
    catalog.record(
        new Delivery(
            ref,
            new Sequencer("%016X".formatted(version)),
            deletion,
            1_000,
            "etag",
            "v" + version,
            state,
            null,
            1,
            "team-data",
            tenant,
            TABLE,
            content,
            null,
            null,
            null,
            null,
            now,
            now.plusMillis(version),
            now));
    return ref;
  }

  Delivery find(DeliveryRef ref) {
    return catalog.find(ref).orElseThrow();
  }

  DeliveryState state(DeliveryRef ref) {
    return find(ref).state();
  }

  void later(Duration duration) {
    now = now.plus(duration);
  }

  private final class SettableClock extends Clock {

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
