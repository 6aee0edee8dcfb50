package io.amcinsights.core.operator;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.InMemoryObjectCatalog;
import io.amcinsights.core.catalog.Landed;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.InMemoryDatasets;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.history.InMemoryExecutionHistory;
import io.amcinsights.core.message.FailedWork;
import io.amcinsights.core.message.FailedWorkJson;
import io.amcinsights.core.message.StageAMessage;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.message.StageBMessage;
import io.amcinsights.core.message.StageBMessageJson;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.store.InMemoryObjectStore;
import io.amcinsights.core.table.InMemoryTableRegistry;
import io.amcinsights.core.tenant.InMemoryTenants;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An installation in memory: one pipeline, one dataset, its queues. */
final class TestLake {

  static final String STAGE_A = "p-demoteam-adtech-stage-a";
  static final String STAGE_A_DLQ = STAGE_A + "-dlq";
  static final String STAGE_A_FAILED = STAGE_A + "-failed";
  static final String STAGE_B = "p-demoteam-amcdataset-stage-b";
  static final String STAGE_B_DLQ = STAGE_B + "-dlq";
  static final String STAGE_B_FAILED = "p-demoteam-adtech-stage-b-failed";

  final Clock clock = Clock.fixed(Landed.NOON.plus(Duration.ofHours(1)), ZoneOffset.UTC);
  final InMemoryObjectCatalog catalog = new InMemoryObjectCatalog(clock);
  final InMemoryDatasets datasets = new InMemoryDatasets();
  final InMemoryTenants tenants = new InMemoryTenants(clock);
  final InMemoryQueueAdmin queues =
      new InMemoryQueueAdmin(
          clock,
          "p-ingest",
          "p-ingest-dlq",
          "p-missed-dlq",
          STAGE_A,
          STAGE_A_DLQ,
          STAGE_A_FAILED,
          STAGE_B,
          STAGE_B_DLQ,
          STAGE_B_FAILED);
  final InMemoryObjectStore store =
      new InMemoryObjectStore(Clock.fixed(Landed.NOON, ZoneOffset.UTC));
  final InMemoryTableRegistry registry = new InMemoryTableRegistry();
  final InMemoryExecutionHistory history = new InMemoryExecutionHistory();
  final List<String> rung = new ArrayList<>();
  final Map<String, Long> busy = new HashMap<>();
  final List<TableReader.Summary> tables = new ArrayList<>();
  final FakeRemains remains = new FakeRemains();

  final Operator operator =
      new Operator(
          new OperatorPorts(
              catalog,
              datasets,
              tenants,
              history,
              queues,
              queues,
              new Tables(),
              registry,
              new Care(),
              remains,
              () -> busy,
              tenant -> store,
              LakeNames.DEFAULT,
              "p-raw",
              clock));

  TestLake() {
    datasets.put(
        new Dataset(
            "demoteam",
            "adtech",
            "amcdataset",
            "amc-csv",
            "table-engine",
            new Dataset.LoadLimits(0, 1000, 1 << 28),
            new Dataset.GlueSettings(null, "G.1X", 2),
            Map.of(),
            Dataset.SchemaPolicy.WIDEN,
            0,
            Dataset.OnDelete.KEEP,
            Dataset.Numeric.INFER,
            InMemoryQueueAdmin.url(STAGE_B)));
    datasets.put(
        new PipelineStage(
            "demoteam-adtech-stage-a",
            true,
            InMemoryQueueAdmin.url(STAGE_A),
            InMemoryQueueAdmin.url(STAGE_A_FAILED),
            "reads"));
  }

  /** The first version of the report, failed in the stage. */
  Delivery failed() {
    Delivery delivery = catalog.record(Landed.version(1));
    return catalog
        .move(delivery.ref(), 1, Change.to(DeliveryState.FAILED, "S3 did not answer"))
        .orElseThrow();
  }

  static StageAMessage messageA(Delivery delivery) {
    return new StageAMessage(
        Landed.DATASET, delivery.ref(), delivery.attempt(), StageAMessage.Lane.SMALL);
  }

  static StageBMessage messageB(Delivery delivery) {
    return new StageBMessage(Landed.DATASET, Landed.TABLE, delivery.ref());
  }

  /** Puts an envelope where the stage's fail function puts it. */
  void envelope(String stage, Delivery delivery) {
    Map<String, String> payload =
        stage.equals("a")
            ? StageAMessageJson.toPayload(messageA(delivery))
            : StageBMessageJson.toPayload(messageB(delivery));
    var work =
        new FailedWork(
            "p-demoteam-adtech-stage-" + stage,
            stage,
            Landed.DATASET,
            delivery.attempt(),
            new FailedWork.Failure("UNAVAILABLE", "S3 did not answer", "Redrive it"),
            null,
            payload);
    String queue = stage.equals("a") ? STAGE_A_FAILED : STAGE_B_FAILED;
    queues.send(InMemoryQueueAdmin.url(queue), FailedWorkJson.write(work));
  }

  private final class Care implements TableCare {

    @Override
    public Preview preview(String table) {
      return new Preview(12, 1, 4_096, 3, 2, 99);
    }

    @Override
    public void ring(Dataset dataset, @Nullable String table) {
      rung.add(dataset.name() + "/" + table);
    }

    @Override
    public void drop(String table) {
      tables.removeIf(it -> it.fullName().equals(table));
    }
  }

  private final class Tables implements TableReader {

    @Override
    public List<Summary> list() {
      return tables;
    }

    @Override
    public List<Snapshot> snapshots(String table) {
      return List.of();
    }

    @Override
    public List<DataFile> files(String table) {
      return List.of();
    }

    @Override
    public Answer query(String sql, @Nullable String at) {
      return new Answer(List.of(new Column("sql", "string")), List.of(List.of(sql)), false);
    }
  }
}
