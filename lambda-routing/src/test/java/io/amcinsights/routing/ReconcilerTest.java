package io.amcinsights.routing;

import static io.amcinsights.routing.RoutingLake.BUCKET;
import static io.amcinsights.routing.RoutingLake.INGEST;
import static io.amcinsights.routing.RoutingLake.KEY;
import static io.amcinsights.routing.RoutingLake.created;
import static io.amcinsights.routing.RoutingLake.deleted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.event.S3EventJson;
import io.amcinsights.core.event.S3ObjectEvent;
import io.amcinsights.core.tenant.Tenant;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

  private final RoutingLake lake = new RoutingLake();
  private final Router router = lake.router();
  private final Reconciler reconciler = lake.reconciler();

  @Test
  void anObjectTheCatalogLacksIsRungForAsS3Would() {
    put(KEY, "rows");

    reconciler.reconcile(Instant.MAX);

    S3ObjectEvent event = onlyEvent();
    assertThat(event.kind()).isEqualTo(S3ObjectEvent.Kind.CREATED);
    assertThat(event.object()).isEqualTo(new ObjectId(BUCKET, KEY));
    assertThat(event.reason()).isEqualTo("Reconcile");
    assertThat(event.bytes()).isEqualTo(4);
    assertThat(event.sequencer()).isLessThan(new Sequencer("0000000000000001"));
  }

  @Test
  void anObjectWhoseEventMayStillComeIsLeftAlone() {
    put(KEY, "rows");

    assertThat(reconciler.reconcile(Instant.EPOCH).rung()).isZero();
  }

  @Test
  void whatWasRungForIsKnownTheNextTime() {
    put(KEY, "rows");
    put("workflow=reach/schedule=daily/2026-02-02T10:00:00.000Z-reach.csv", "more");
    put(KEY + "#sales", "named like a part");
    reconciler.reconcile(Instant.MAX);
    lake.queues.take(INGEST).forEach(body -> router.route(S3EventJson.read(body)));

    assertThat(reconciler.reconcile(Instant.MAX).rung()).isZero();
  }

  @Test
  void ringingTwiceBeforeAnybodyListensIsOneDelivery() {
    put(KEY, "rows");
    reconciler.reconcile(Instant.MAX);
    reconciler.reconcile(Instant.MAX);

    assertThat(
            lake.queues.take(INGEST).stream()
                .map(body -> router.route(S3EventJson.read(body)).ref())
                .distinct())
        .hasSize(1);
  }

  @Test
  void aRealEventThatComesLateWins() {
    put(KEY, "rows");
    reconciler.reconcile(Instant.MAX);
    router.route(onlyEvent());

    Delivery real = router.route(created(KEY, 1));

    assertThat(real.state()).isEqualTo(DeliveryState.RECEIVED);
    assertThat(lake.catalog.heads(List.of(real.ref().object())).get(real.ref().object()).current())
        .isEqualTo(real.ref());
  }

  @Test
  void anObjectThatWasOverwrittenUnnoticedIsRungForBehindItsHead() {
    router.route(created(KEY, 7));
    put(KEY, "other rows");

    reconciler.reconcile(Instant.MAX);

    S3ObjectEvent event = onlyEvent();
    assertThat(event.sequencer()).isGreaterThan(new Sequencer("0000000000000007"));
    assertThat(event.sequencer()).isLessThan(new Sequencer("0000000000000008"));
    assertThat(router.route(event).state()).isEqualTo(DeliveryState.RECEIVED);
  }

  @Test
  void aDeletedObjectThatExistsAgainIsRungFor() {
    router.route(created(KEY, 1));
    router.route(deleted(KEY, 2, "DeleteObject"));
    put(KEY, "rows");

    assertThat(reconciler.reconcile(Instant.MAX).rung()).isEqualTo(1);
    assertThat(router.route(onlyEvent()).state()).isEqualTo(DeliveryState.RECEIVED);
  }

  @Test
  void aTenantThatIsNotReadyIsNotListed() {
    put(KEY, "rows");
    lake.tenant("acme", BUCKET, Tenant.Status.PROVISIONING);

    Reconciler.Reconciled found = reconciler.reconcile(Instant.MAX);

    assertThat(found.buckets()).isEqualTo(1);
    assertThat(found.rung()).isZero();
  }

  @Test
  void aTenantUnderChangeIsListedAsItsFilesGoThrough() {
    put(KEY, "rows");
    lake.tenant("acme", BUCKET, Tenant.Status.UPDATING);

    assertThat(reconciler.reconcile(Instant.MAX).rung()).isEqualTo(1);
  }

  @Test
  void filesThatWaitedForTheirTenantAreReleased() {
    lake.tenant("acme", BUCKET, Tenant.Status.PROVISIONING);
    Delivery waiting = router.route(created(KEY, 1));
    lake.tenant("acme", BUCKET, Tenant.Status.ACTIVE);

    // Waiting since before the clock that lists it: an instant is enough.
    assertThat(waiting.state()).isEqualTo(DeliveryState.WAITING_FOR_TENANT);
    lake.reconciler(RoutingLake.CLOCK.instant().plusSeconds(1)).reconcile(Instant.MAX);

    assertThat(router.route(onlyEvent()).state()).isEqualTo(DeliveryState.RECEIVED);
  }

  @Test
  void theEndOfProvisioningLetsInWhatCameBeforeIt() {
    put(KEY, "rows");
    lake.tenant("acme", "elsewhere", Tenant.Status.PROVISIONING);
    Delivery waiting = router.route(created(KEY, 1));
    assertThat(waiting.isUnplaced()).isTrue();
    Reconciler later = lake.reconciler(RoutingLake.CLOCK.instant().plusSeconds(120));
    assertThat(later.release("acme").rung()).as("not ready").isZero();
    lake.tenant("acme", BUCKET, Tenant.Status.ACTIVE);

    Reconciler.Reconciled found = later.release("acme");

    assertThat(found.released()).isEqualTo(1);
    assertThat(router.route(S3EventJson.read(lake.queues.take(INGEST).get(0))).state())
        .isEqualTo(DeliveryState.RECEIVED);
  }

  @Test
  void theEndOfProvisioningFindsWhatNoEventAnnounced() {
    put(KEY, "rows");
    Reconciler later = lake.reconciler(Instant.now().plusSeconds(3_600));

    assertThat(later.release("acme").missed()).isEqualTo(1);
    assertThat(later.release("nobody").missed()).isZero();
  }

  private void put(String key, String content) {
    lake.store.write(new ObjectId(BUCKET, key), content.getBytes(UTF_8), "text/csv");
  }

  private S3ObjectEvent onlyEvent() {
    List<String> bodies = lake.queues.take(INGEST);
    assertThat(bodies).hasSize(1);
    return S3EventJson.read(bodies.get(0));
  }
}
