package io.amcinsights.routing;

import static java.util.stream.Collectors.toSet;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.queue.Queues;
import io.amcinsights.core.reconcile.BucketComparison;
import io.amcinsights.core.reconcile.ReconcileEvent;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.store.Stores;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Compares what lies in the buckets with what the catalog knows and rings for what it lacks: an
 * event that was lost, or objects older than the lake.
 *
 * <p>It rings with an event like S3's own, see {@link BucketComparison}.
 */
final class Reconciler {

  private static final Logger LOG = LogManager.getLogger(Reconciler.class);
  private static final int MOST_WAITING = 10_000;
  private static final long SECONDS_OF_A_DAY = 86_400;

  /** Younger objects of a new tenant have events of their own under way. */
  private static final Duration UNDER_WAY = Duration.ofMinutes(1);

  private final String rawBucket;
  private final Tenants tenants;
  private final Stores stores;
  private final ObjectCatalog catalog;
  private final BucketComparison comparison;
  private final Queues queues;
  private final String ingestQueue;
  private final Clock clock;

  Reconciler(
      String rawBucket,
      Tenants tenants,
      Stores stores,
      ObjectCatalog catalog,
      Queues queues,
      String ingestQueue,
      Clock clock) {
    this.rawBucket = rawBucket;
    this.tenants = tenants;
    this.stores = stores;
    this.catalog = catalog;
    this.comparison = new BucketComparison(catalog);
    this.queues = queues;
    this.ingestQueue = ingestQueue;
    this.clock = clock;
  }

  /**
   * What a reconciliation found.
   *
   * @param buckets how many were listed
   * @param objects how many lie in them
   * @param missed how many of them no event had announced; they are rung for
   * @param released how many waited for a tenant that is ready now; they are rung for too
   * @param failed buckets that could not be listed
   */
  record Reconciled(int buckets, long objects, long missed, long released, int failed) {

    long rung() {
      return missed + released;
    }

    Reconciled plus(Reconciled other) {
      return new Reconciled(
          buckets + other.buckets,
          objects + other.objects,
          missed + other.missed,
          released + other.released,
          failed + other.failed);
    }
  }

  /**
   * Compares every bucket with the catalog.
   *
   * @param modifiedBefore younger objects are left alone: their own events may still be under way
   */
  Reconciled reconcile(Instant modifiedBefore) {
    long start = System.nanoTime();
    // A tenant under change keeps its bucket and its role.
    List<Tenant> active =
        new ArrayList<>(tenants.all().stream().filter(Tenant::isReadable).toList());
    // Every day in another order: when there are too many for one run, none is left out for long.
    Collections.shuffle(active, new Random(modifiedBefore.getEpochSecond() / SECONDS_OF_A_DAY));
    Reconciled all = listed(rawBucket, null, modifiedBefore);
    for (Tenant tenant : active) {
      all = all.plus(listed(tenant.bucketName(), tenant, modifiedBefore));
    }
    long released = ringForReleased(active);
    LOG.info(
        "Reconciled {} buckets with {} objects: rang for {}, released {}, {} buckets failed in {} ms",
        all.buckets(),
        all.objects(),
        all.missed(),
        released,
        all.failed(),
        (System.nanoTime() - start) / 1_000_000);
    return all.plus(new Reconciled(0, 0, 0, released, 0));
  }

  /** One bucket that cannot be listed must not keep the others from it. */
  private Reconciled listed(String bucket, @Nullable Tenant tenant, Instant modifiedBefore) {
    try {
      return reconcile(bucket, stores.of(tenant), modifiedBefore);
    } catch (RuntimeException e) {
      LOG.error(
          "Bucket {} could not be listed; see that it exists and that its reader may list it",
          bucket,
          e);
      return new Reconciled(0, 0, 0, 0, 1);
    }
  }

  private Reconciled reconcile(String bucket, ObjectStore store, Instant modifiedBefore) {
    long objects = 0;
    long missed = 0;
    String next = null;
    do {
      ObjectStore.Page page = store.list(bucket, "", next);
      Map<ObjectId, Head> heads = comparison.heads(page.objects());
      for (ObjectStore.Listed object : page.objects()) {
        Head head = heads.get(object.id());
        if (object.modifiedAt().isBefore(modifiedBefore)
            && (head == null || !comparison.isKnown(object, head))) {
          ring(object, head);
          missed++;
        }
      }
      objects += page.objects().size();
      next = page.next();
    } while (next != null);
    return new Reconciled(1, objects, missed, 0, 0);
  }

  private void ring(ObjectStore.Listed object, @Nullable Head head) {
    queues.send(ingestQueue, BucketComparison.event(object, head));
    LOG.info("Rang for {}, which the catalog lacks", object.id().uri());
  }

  /**
   * Rings for all that waits for one tenant, and for what no event announced while there was nobody
   * to hear it: the end of its provisioning.
   */
  Reconciled release(String customerId) {
    List<Tenant> ready =
        tenants.find(customerId).filter(Tenant::isReadable).map(List::of).orElse(List.of());
    Reconciled all = new Reconciled(0, 0, 0, ringForReleased(ready), 0);
    for (Tenant tenant : ready) {
      all = all.plus(listed(tenant.bucketName(), tenant, clock.instant().minus(UNDER_WAY)));
    }
    LOG.info("Tenant {} is let in: {}", customerId, all);
    return all;
  }

  /** Files that waited for their tenant, now that it is ready. */
  private long ringForReleased(List<Tenant> active) {
    Set<String> ready = active.stream().map(Tenant::customerId).collect(toSet());
    Set<String> buckets = active.stream().map(Tenant::bucketName).collect(toSet());
    List<Delivery> released =
        catalog.inState(DeliveryState.WAITING_FOR_TENANT, clock.instant(), MOST_WAITING).stream()
            .filter(
                it ->
                    it.tenant() == null
                        ? buckets.contains(it.ref().object().bucket())
                        : ready.contains(it.tenant()))
            .toList();
    for (Delivery delivery : released) {
      queues.send(
          ingestQueue,
          ReconcileEvent.of(
              delivery.ref().object(),
              delivery.bytes(),
              delivery.etag(),
              delivery.versionId(),
              delivery.sequencer(),
              delivery.modifiedAt()));
    }
    return released.size();
  }
}
