package io.amcinsights.stagea;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.InMemoryObjectCatalog;
import io.amcinsights.core.catalog.MeasuredCatalog;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.InMemoryDatasets;
import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.history.InMemoryExecutionHistory;
import io.amcinsights.core.message.StageAMessage;
import io.amcinsights.core.metrics.InMemoryMetrics;
import io.amcinsights.core.queue.InMemoryQueues;
import io.amcinsights.core.queue.Queues;
import io.amcinsights.core.store.InMemoryObjectStore;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.table.InMemoryTableRegistry;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.core.tenant.InMemoryTenants;
import io.amcinsights.core.transform.LightTransform;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.core.transform.Transforms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Stage A in memory with one dataset and a transform that does what the file's text says. */
final class StageALake {

  static final String TABLE = "team_data.clicks";
  static final String STAGE_B = "https://sqs/stage-b";
  static final String FAILED = "https://sqs/failed";
  static final String EXECUTION = "a-execution-1";
  static final ObjectId OBJECT = new ObjectId("raw", "team/data/clicks/a b.csv");
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);

  final InMemoryMetrics metrics = new InMemoryMetrics();
  final ObjectCatalog catalog =
      new MeasuredCatalog(new InMemoryObjectCatalog(CLOCK), metrics, CLOCK);
  final InMemoryTableRegistry tables = new InMemoryTableRegistry();
  final InMemoryDatasets datasets = new InMemoryDatasets();
  final InMemoryTenants tenants = new InMemoryTenants(CLOCK);
  final InMemoryQueues queues = new InMemoryQueues();
  final InMemoryObjectStore store = new InMemoryObjectStore(CLOCK);
  final InMemoryExecutionHistory history = new InMemoryExecutionHistory();
  final Path work;

  /** What happens while a file is transformed. */
  Runnable meanwhile = () -> {};

  StageALake(Path work) {
    this.work = work;
    dataset("as-told");
  }

  void dataset(String transform) {
    dataset(transform, Dataset.OnDelete.KEEP);
  }

  void dataset(String transform, Dataset.OnDelete onDelete) {
    datasets.put(
        new Dataset(
            "team",
            "pipe",
            "data",
            transform,
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

  LightStage stage() {
    return stage(catalog, tables, store, queues);
  }

  /** Thrown in the place of a call. */
  static final class Died extends RuntimeException {}

  /** A stage whose process dies instead of making one call more. */
  LightStage dyingStage(int calls) {
    AtomicInteger left = new AtomicInteger(calls);
    return stage(
        dying(ObjectCatalog.class, catalog, left),
        dying(TableRegistry.class, tables, left),
        dying(ObjectStore.class, store, left),
        dying(Queues.class, queues, left));
  }

  private static <T> T dying(Class<T> type, T service, AtomicInteger left) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (left.getAndDecrement() == 0) {
                throw new Died();
              }
              return method.invoke(service, arguments);
            }));
  }

  private LightStage stage(
      ObjectCatalog objects, TableRegistry registry, ObjectStore objectStore, Queues doorbells) {
    return new LightStage(
        objects,
        registry,
        datasets,
        tenants,
        tenant -> objectStore,
        new Transforms(List.of(new AsTold())),
        doorbells,
        new StageAHistory(history, CLOCK),
        "stage",
        work,
        CLOCK);
  }

  StageAFailure failure() {
    return new StageAFailure(catalog, queues, new StageAHistory(history, CLOCK), FAILED);
  }

  /** Puts a file and records its delivery. */
  Delivery received(String content, int version) {
    store.write(OBJECT, content.getBytes(UTF_8), "text/csv");
    String etag = store.list(OBJECT.bucket(), OBJECT.key(), null).objects().get(0).etag();
    return record(etag, version, false);
  }

  Delivery record(String etag, int version, boolean deletion) {
    return catalog.record(
        new Delivery(
            new DeliveryRef(OBJECT, etag + "-" + version),
            new Sequencer("%016X".formatted(version)),
            deletion,
            10,
            etag,
            null,
            deletion ? DeliveryState.DELETED : DeliveryState.RECEIVED,
            null,
            1,
            "team-data",
            null,
            TABLE,
            null,
            null,
            null,
            null,
            null,
            CLOCK.instant(),
            CLOCK.instant(),
            CLOCK.instant()));
  }

  static StageAMessage message(Delivery delivery, int attempt) {
    return new StageAMessage("team-data", delivery.ref(), attempt, StageAMessage.Lane.SMALL);
  }

  /** What is left in the work directory. */
  List<Path> leftovers() {
    try (var files = Files.list(work)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class AsTold implements LightTransform {

    @Override
    public String name() {
      return "as-told";
    }

    @Override
    public Staged apply(SourceFile source, Path folder) {
      try {
        meanwhile.run();
        String text = Files.readString(source.path());
        if (text.startsWith("parts ")) {
          return parts(text.substring("parts ".length()).strip(), folder);
        }
        return switch (text) {
          case "" -> new Staged.Nothing("no rows: the file is empty");
          case "reject" -> throw new RejectedDataException("Line 3 of %s is ragged", source.name());
          case "partly" ->
              new Staged.Rows(
                  Files.writeString(folder.resolve("data.parquet"), "PARTLY"),
                  new Profile(null, 1, 0, 1, List.of()),
                  Files.writeString(folder.resolve("rejects.csv"), "line,reason,text\n"));
          case "crash" -> throw new IllegalStateException("out of order");
          default ->
              new Staged.Rows(
                  Files.writeString(folder.resolve("data.parquet"), text.toUpperCase(Locale.ROOT)),
                  new Profile(null, 1, 0, 0, List.of()));
        };
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Names with commas between: {@code =} for the file's own table, {@code -a} without rows. */
    private Staged parts(String names, Path folder) throws IOException {
      List<Staged.Part> parts = new ArrayList<>();
      for (String name : names.split(",", -1)) {
        if (name.startsWith("-")) {
          String empty = name.substring(1);
          parts.add(new Staged.Part(empty, new Staged.Nothing("no rows: " + empty + " is empty")));
        } else {
          Path data =
              Files.writeString(
                  folder.resolve("data" + parts.size()), name.toUpperCase(Locale.ROOT));
          parts.add(
              new Staged.Part(
                  name.equals("=") ? Staged.Part.FILE : name,
                  new Staged.Rows(data, new Profile(null, 1, 0, 0, List.of()))));
        }
      }
      return new Staged.Tables(parts);
    }
  }
}
