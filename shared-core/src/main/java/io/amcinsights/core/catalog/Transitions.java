package io.amcinsights.core.catalog;

import static io.amcinsights.core.catalog.DeliveryState.COMMITTED;
import static io.amcinsights.core.catalog.DeliveryState.DELETED;
import static io.amcinsights.core.catalog.DeliveryState.FAILED;
import static io.amcinsights.core.catalog.DeliveryState.LOADING;
import static io.amcinsights.core.catalog.DeliveryState.QUARANTINED;
import static io.amcinsights.core.catalog.DeliveryState.READY;
import static io.amcinsights.core.catalog.DeliveryState.RECEIVED;
import static io.amcinsights.core.catalog.DeliveryState.SUPERSEDED;

import io.amcinsights.core.error.InvalidInputException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every catalog does to a delivery, computed without storage: implementations differ only in
 * how they make a step atomic. Empty means that the step is not allowed from here; the delivery
 * itself means that an earlier identical call took it already.
 */
public final class Transitions {

  // The rows of these are, or may be about to be, in the table or gone for good.
  private static final Set<DeliveryState> NEVER_RETRIED =
      EnumSet.of(LOADING, COMMITTED, SUPERSEDED, DELETED);

  private Transitions() {}

  /** {@link ObjectCatalog#place}. */
  public static Optional<Delivery> place(Delivery stored, Delivery received) {
    if (!stored.isUnplaced()) {
      return Optional.of(stored);
    }
    return Optional.of(
        new Delivery(
            stored.ref(),
            stored.sequencer(),
            stored.deletion(),
            stored.bytes(),
            stored.etag(),
            stored.versionId(),
            received.state(),
            received.reason(),
            stored.attempt(),
            received.dataset(),
            received.tenant(),
            received.table(),
            null,
            null,
            null,
            null,
            null,
            stored.modifiedAt(),
            stored.receivedAt(),
            received.updatedAt()));
  }

  /** {@link ObjectCatalog#move}. */
  public static Optional<Delivery> move(Delivery stored, int attempt, Change change, Instant now) {
    if (stored.attempt() != attempt || !stored.state().canBecome(change.state())) {
      return Optional.empty();
    }
    if (stored.state() == LOADING && isOfAnotherLoad(stored, change)) {
      return Optional.empty();
    }
    boolean ended = stored.state().isFinal();
    return Optional.of(ended || contains(stored, change) ? stored : apply(stored, change, now));
  }

  /** A load that was given up may come back late: it must not end what another load claimed. */
  private static boolean isOfAnotherLoad(Delivery stored, Change change) {
    return change.loadId() != null && !change.loadId().equals(stored.loadId());
  }

  /** {@link ObjectCatalog#claim}. */
  public static Optional<Delivery> claim(
      Delivery stored, String loadId, String execution, Instant now) {
    if (stored.state() == LOADING) {
      return Optional.of(stored).filter(it -> loadId.equals(it.loadId()));
    }
    if (stored.state() != READY) {
      return Optional.empty();
    }
    Change claim = Change.to(LOADING).withLoad(loadId).withExecution(execution);
    return Optional.of(apply(stored, claim, now));
  }

  /** {@link ObjectCatalog#release}. */
  public static Optional<Delivery> release(Delivery stored, String loadId, Instant now) {
    if (stored.state() == READY) {
      return Optional.of(stored);
    }
    if (stored.state() != LOADING || !loadId.equals(stored.loadId())) {
      return Optional.empty();
    }
    return Optional.of(with(stored, Change.to(READY), stored.attempt(), null, now));
  }

  /** {@link ObjectCatalog#retry}. */
  public static Optional<Delivery> retry(
      Delivery stored, int fromAttempt, DeliveryState to, String reason, Instant now) {
    if (to != RECEIVED && to != READY) {
      throw new InvalidInputException(
          "Cannot retry %s as %s; expected RECEIVED or READY", stored.ref(), to);
    }
    if (stored.attempt() == fromAttempt + 1) {
      return Optional.of(stored);
    }
    if (stored.attempt() != fromAttempt || NEVER_RETRIED.contains(stored.state())) {
      return Optional.empty();
    }
    return Optional.of(with(stored, Change.to(to, reason), fromAttempt + 1, null, now));
  }

  /** Whether deliveries of this state are listed by {@link ObjectCatalog#inState}. */
  public static boolean isListed(DeliveryState state) {
    return !state.isFinal() || state == QUARANTINED || state == FAILED;
  }

  /** Refuses to list what no index holds. */
  public static void expectListed(DeliveryState state) {
    if (!isListed(state)) {
      throw new InvalidInputException(
          "Deliveries are not listed by state %s, only by states in flight, QUARANTINED and"
              + " FAILED; list recent deliveries of a dataset instead",
          state);
    }
  }

  private static boolean contains(Delivery stored, Change change) {
    return stored.state() == change.state()
        && isSame(change.reason(), stored.reason())
        && isSame(change.contentHash(), stored.contentHash())
        && isSame(change.rows(), stored.rows())
        && isSame(change.loadId(), stored.loadId())
        && isSame(change.execution(), stored.execution())
        && isSame(change.snapshot(), stored.snapshot())
        && isSame(change.parts(), stored.parts());
  }

  private static boolean isSame(@Nullable Object changed, @Nullable Object stored) {
    return changed == null || Objects.equals(changed, stored);
  }

  private static Delivery apply(Delivery stored, Change change, Instant now) {
    return with(stored, change, stored.attempt(), or(change.loadId(), stored.loadId()), now);
  }

  private static Delivery with(
      Delivery stored, Change change, int attempt, @Nullable String loadId, Instant now) {
    return new Delivery(
        stored.ref(),
        stored.sequencer(),
        stored.deletion(),
        stored.bytes(),
        stored.etag(),
        stored.versionId(),
        change.state(),
        or(change.reason(), stored.reason()),
        attempt,
        stored.dataset(),
        stored.tenant(),
        stored.table(),
        or(change.contentHash(), stored.contentHash()),
        or(change.rows(), stored.rows()),
        loadId,
        or(change.execution(), stored.execution()),
        or(change.snapshot(), stored.snapshot()),
        stored.modifiedAt(),
        stored.receivedAt(),
        now,
        change.parts() == null ? stored.parts() : change.parts());
  }

  private static <T> @Nullable T or(@Nullable T changed, @Nullable T stored) {
    return changed != null ? changed : stored;
  }
}
