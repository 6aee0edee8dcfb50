package io.amcinsights.core.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.naming.DeliveredKey;
import io.amcinsights.core.naming.KeyGrammar;
import io.amcinsights.core.operator.BackfillRequest.Mode;
import io.amcinsights.core.operator.BackfillStep.Outcome;
import io.amcinsights.core.reconcile.BucketComparison;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.tenant.Tenant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Announces objects that lie in a bucket and that the catalog does not hold, one step at a time.
 *
 * <p>It announces them as S3 would, so they go the way of live events, and twice is once. A step
 * keeps nothing: its token says where the next one goes on, and who begins again finds everything
 * announced before known.
 */
final class Backfill {

  private static final String INGEST = "-ingest";

  /** Heads asked for at once: a step that announces few objects looks no further than it goes. */
  private static final int HEADS = 100;

  private final OperatorPorts ports;
  private final BucketComparison comparison;

  Backfill(OperatorPorts ports) {
    this.ports = ports;
    this.comparison = new BucketComparison(ports.catalog());
  }

  private record Place(String bucket, String prefix, @Nullable Tenant tenant) {}

  BackfillStep step(BackfillRequest request) {
    Place place = place(request);
    var step = new BackfillStep(place.bucket());
    int most = request.most();
    QueueAdmin.Queue queue = null;
    if (request.mode() == Mode.ENQUEUE) {
      queue = ingest();
      long queued = ports.queues().depth(queue).total();
      step.queued(queued);
      if (queued >= request.queueLimit()) {
        return step.held().next(request.position().token(request.scope()));
      }
      most = (int) Math.min(most, request.queueLimit() - queued);
    }
    return look(request, place, step, queue, most);
  }

  private BackfillStep look(
      BackfillRequest request,
      Place place,
      BackfillStep step,
      QueueAdmin.@Nullable Queue queue,
      int most) {
    BackfillRequest.Position from = request.position();
    ObjectStore.Page page =
        ports.stores().of(place.tenant()).list(place.bucket(), place.prefix(), from.page());
    List<ObjectStore.Listed> objects =
        page.objects().stream().filter(it -> isBehind(it, from.after())).toList();
    Map<ObjectId, Head> heads = Map.of();
    String after = from.after();
    for (int i = 0; i < objects.size(); i++) {
      if (queue != null && step.count(Outcome.ENQUEUED) >= most) {
        return step.next(
            new BackfillRequest.Position(from.before(), from.page(), after).token(request.scope()));
      }
      if (request.mode() != Mode.COUNT && i % HEADS == 0) {
        heads = comparison.heads(objects.subList(i, Math.min(objects.size(), i + HEADS)));
      }
      ObjectStore.Listed object = objects.get(i);
      Head head = heads.get(object.id());
      Outcome outcome = outcome(request, place, object, head);
      if (queue != null && outcome == Outcome.ENQUEUED) {
        ports.doorbells().send(queue.url(), BucketComparison.event(object, head));
      }
      step.add(outcome, object.bytes(), owner(place, object));
      after = object.id().key();
    }
    return page.next() == null
        ? step
        : step.next(
            new BackfillRequest.Position(from.before(), page.next(), null).token(request.scope()));
  }

  /** Whose rows an object's would be, as far as its place says. */
  private static BackfillStep.Owner owner(Place place, ObjectStore.Listed object) {
    Tenant tenant = place.tenant();
    if (tenant != null) {
      return new BackfillStep.Owner(tenant.customerId(), tenant.datasetName());
    }
    DeliveredKey key = KeyGrammar.rawKey(object.id().key());
    return new BackfillStep.Owner(
        null, key instanceof DeliveredKey.RawFile file ? file.team() + "-" + file.dataset() : null);
  }

  private Outcome outcome(
      BackfillRequest request, Place place, ObjectStore.Listed object, @Nullable Head head) {
    if (object.modifiedAt().isBefore(request.since())
        || !object.modifiedAt().isBefore(request.position().before())) {
      return Outcome.OUT_OF_RANGE;
    }
    if (head == null) {
      return Outcome.ENQUEUED;
    }
    if (comparison.isCommitted(object, head)) {
      return Outcome.COMMITTED;
    }
    Optional<Delivery> current = comparison.delivery(object, head);
    return current.isEmpty() ? Outcome.ENQUEUED : known(request, place, current.get());
  }

  private Outcome known(BackfillRequest request, Place place, Delivery delivery) {
    return switch (delivery.state()) {
      case COMMITTED -> Outcome.COMMITTED;
      case SKIPPED -> Outcome.SKIPPED;
      case QUARANTINED -> {
        boolean again = request.includeFailed() || hasAPlaceNow(place, delivery);
        yield again ? Outcome.ENQUEUED : Outcome.QUARANTINED;
      }
      case FAILED -> request.includeFailed() ? Outcome.ENQUEUED : Outcome.FAILED;
      // The head lies in the bucket, so nothing newer can have won.
      case SUPERSEDED, DELETED -> Outcome.ENQUEUED;
      default -> Outcome.IN_FLIGHT;
    };
  }

  /** It came before its tenant or its dataset did: nobody judged the file itself. */
  private boolean hasAPlaceNow(Place place, Delivery delivery) {
    if (delivery.dataset() != null) {
      return false;
    }
    Tenant tenant = place.tenant();
    if (tenant != null) {
      return delivery.tenant() == null || ports.datasets().find(tenant.datasetName()).isPresent();
    }
    DeliveredKey key = KeyGrammar.rawKey(delivery.ref().object().key());
    return key instanceof DeliveredKey.RawFile file
        && ports.datasets().find(file.team() + "-" + file.dataset()).isPresent();
  }

  /** S3 lists keys in the order of their bytes. */
  private static boolean isBehind(ObjectStore.Listed object, @Nullable String after) {
    return after == null
        || Arrays.compareUnsigned(object.id().key().getBytes(UTF_8), after.getBytes(UTF_8)) > 0;
  }

  private Place place(BackfillRequest request) {
    String id = request.tenant();
    if (id != null) {
      Tenant tenant =
          ports
              .tenants()
              .find(id)
              .orElseThrow(
                  () ->
                      new InvalidInputException("No tenant '%s'. There are: lake tenant list", id));
      return of(tenant, request.prefix());
    }
    String prefix = request.prefix();
    if (!prefix.startsWith("s3://")) {
      return new Place(ports.rawBucket(), prefix, null);
    }
    String rest = prefix.substring("s3://".length());
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    String keys = slash < 0 ? "" : rest.substring(slash + 1);
    if (bucket.equals(ports.rawBucket())) {
      return new Place(bucket, keys, null);
    }
    return of(
        ports.tenants().inBucket(bucket).stream()
            .filter(it -> !it.isLeaving())
            .findFirst()
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "Bucket '%s' belongs to no tenant; add the tenant first: lake tenant add",
                        bucket)),
        keys);
  }

  private static Place of(Tenant tenant, String prefix) {
    if (!tenant.isReadable()) {
      throw new InvalidInputException(
          "Tenant %s is %s; backfill it when it is ACTIVE, see: lake tenant list",
          tenant.customerId(), tenant.status());
    }
    return new Place(tenant.bucketName(), prefix, tenant);
  }

  private QueueAdmin.Queue ingest() {
    return ports.queues().all().stream()
        .filter(queue -> queue.name().endsWith(INGEST))
        .findFirst()
        .orElseThrow(
            () -> new InvalidInputException("The lake has no ingest queue; deploy its foundation"));
  }
}
