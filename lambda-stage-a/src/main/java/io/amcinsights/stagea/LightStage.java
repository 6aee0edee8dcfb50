package io.amcinsights.stagea;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.FileParts;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.message.StageAMessage;
import io.amcinsights.core.queue.Queues;
import io.amcinsights.core.store.ContentHash;
import io.amcinsights.core.store.DeliveryStores;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.store.Stores;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.core.tenant.Tenants;
import io.amcinsights.core.transform.LightTransform;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.core.transform.Transforms;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Turns one delivered file into its pre-stage and rings the writer of its table, or of the tables
 * of its parts.
 *
 * <p>May be repeated at any point: the pre-stage is written under a name of its own and says the
 * same every time, the catalog moves forward only, and a delivery that is READY already is rung for
 * again.
 */
final class LightStage {

  private static final Logger LOG = LogManager.getLogger(LightStage.class);

  private final ObjectCatalog catalog;
  private final Datasets datasets;
  private final DeliveryStores sources;
  private final Transforms transforms;
  private final StageAHistory history;
  private final PreStages preStages;
  private final PartStage parts;
  private final Doorbell doorbell;
  private final Path workDirectory;

  LightStage(
      ObjectCatalog catalog,
      TableRegistry tables,
      Datasets datasets,
      Tenants tenants,
      Stores stores,
      Transforms transforms,
      Queues queues,
      StageAHistory history,
      String stageBucket,
      Path workDirectory,
      Clock clock) {
    this.catalog = catalog;
    this.datasets = datasets;
    this.sources = new DeliveryStores(tenants, stores);
    this.transforms = transforms;
    this.history = history;
    this.preStages = new PreStages(stores, stageBucket);
    this.doorbell = new Doorbell(queues);
    this.parts = new PartStage(catalog, tables, new FileParts(catalog, clock), preStages, doorbell);
    this.workDirectory = workDirectory;
  }

  StageAOutcome run(StageAMessage message, String execution) {
    long start = System.nanoTime();
    Dataset dataset = datasets.deployed(message.dataset());
    Delivery delivery =
        catalog
            .find(message.delivery())
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "Delivery %s is not in the object catalog; ring only for recorded ones",
                        message.delivery()));
    if (delivery.attempt() == message.attempt()) {
      history.started(execution, dataset, delivery);
    }
    StageAOutcome outcome = staged(delivery, message, dataset, execution);
    if (outcome.state() == DeliveryState.READY) {
      doorbell.ring(dataset, delivery);
    }
    if (delivery.attempt() == message.attempt()) {
      history.completed(execution, outcome);
    }
    LOG.info(
        "Staged {} attempt {}: {}{}, {} bytes in {} ms",
        delivery.ref(),
        message.attempt(),
        outcome.state(),
        outcome.reason() == null ? "" : " (" + outcome.reason() + ")",
        delivery.bytes(),
        (System.nanoTime() - start) / 1_000_000);
    return outcome;
  }

  private StageAOutcome staged(
      Delivery delivery, StageAMessage message, Dataset dataset, String execution) {
    Optional<Delivery> mine =
        catalog.move(
            delivery.ref(),
            message.attempt(),
            Change.to(DeliveryState.STAGING).withExecution(execution));
    if (mine.isEmpty()) {
      // Another attempt took over, or an earlier run of this one came further than this.
      return StageAOutcome.of(catalog.find(delivery.ref()).orElse(delivery));
    }
    try (WorkFolder work = WorkFolder.in(workDirectory)) {
      Change change = work(mine.get(), dataset, work).withExecution(execution);
      return catalog
          .move(delivery.ref(), message.attempt(), change)
          .or(() -> catalog.find(delivery.ref()))
          .map(StageAOutcome::of)
          .orElseGet(() -> StageAOutcome.of(delivery));
    }
  }

  /** Does the work; the answer is where it leads. */
  private Change work(Delivery delivery, Dataset dataset, WorkFolder work) {
    LightTransform transform = transforms.named(dataset.lightTransform());
    ObjectId object = delivery.ref().object();
    ObjectStore source = sources.of(delivery);
    Path file = work.file("source");
    if (!source.download(object, delivery.versionId(), delivery.etag(), file)) {
      return gone(delivery, source);
    }
    String hash = ContentHash.of(file);
    SourceFile sourceFile = new SourceFile(file, fileName(object.key()), dataset.maxRejectedRows());
    try {
      Staged staged = transform.apply(sourceFile, work.folder("work"));
      return staged(delivery, dataset, staged, hash).withContentHash(hash);
    } catch (RejectedDataException e) {
      return Change.to(DeliveryState.QUARANTINED, String.valueOf(e.getMessage()))
          .withContentHash(hash);
    }
  }

  private Change staged(Delivery delivery, Dataset dataset, Staged staged, String hash) {
    if (staged instanceof Staged.OfOneTable one) {
      return staged(delivery, dataset, one);
    }
    List<Staged.Part> all = ((Staged.Tables) staged).parts();
    return parts
        .stage(delivery, dataset, all, hash)
        .orElseGet(
            () ->
                all.stream()
                    .filter(part -> part.name().equals(Staged.Part.FILE))
                    .findFirst()
                    .map(part -> staged(delivery, dataset, part.staged()))
                    .orElseThrow());
  }

  private Change staged(Delivery delivery, Dataset dataset, Staged.OfOneTable staged) {
    if (staged instanceof Staged.Nothing nothing) {
      return Change.to(DeliveryState.SKIPPED, nothing.reason());
    }
    String table = Doorbell.tableOf(delivery);
    return preStages.write(dataset, table, delivery.ref(), (Staged.Rows) staged);
  }

  /** That very content is not there any more: a later delivery or a deletion is under way. */
  private Change gone(Delivery delivery, ObjectStore source) {
    ObjectId object = delivery.ref().object();
    Optional<Change> overtaken = Overtaken.ending(catalog, delivery);
    if (overtaken.isPresent()) {
      return overtaken.get();
    }
    boolean exists =
        source.list(object.bucket(), object.key(), null).objects().stream()
            .anyMatch(listed -> listed.id().equals(object));
    return exists
        ? Change.to(DeliveryState.SUPERSEDED, "The object was overwritten before it was read")
        : Change.to(DeliveryState.DELETED, "The object was gone before it was read");
  }

  private static String fileName(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}
