package io.amcinsights.core.catalog;

import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/** What every catalog does alike: a step of one delivery is a transition applied atomically. */
public abstract class SteppingCatalog implements ObjectCatalog {

  /** By arrival; names decide between deliveries of one moment. */
  protected static final Comparator<Delivery> OLDEST_FIRST =
      Comparator.comparing(Delivery::receivedAt)
          .thenComparing(delivery -> delivery.ref().toString());

  private final Clock clock;

  protected SteppingCatalog(Clock clock) {
    this.clock = clock;
  }

  /**
   * Replaces a delivery by what the transition makes of it, unless somebody changed it meanwhile:
   * then the transition sees that.
   *
   * @return the delivery as changed; empty when it is unknown or the transition refused
   */
  protected abstract Optional<Delivery> step(
      DeliveryRef ref, Function<Delivery, Optional<Delivery>> transition);

  @Override
  public Optional<Delivery> place(Delivery received) {
    return step(received.ref(), stored -> Transitions.place(stored, received));
  }

  @Override
  public final Optional<Delivery> move(DeliveryRef ref, int attempt, Change change) {
    return step(ref, stored -> Transitions.move(stored, attempt, change, clock.instant()));
  }

  @Override
  public final boolean claim(DeliveryRef ref, String loadId, String execution) {
    return step(ref, stored -> Transitions.claim(stored, loadId, execution, clock.instant()))
        .isPresent();
  }

  @Override
  public final boolean release(DeliveryRef ref, String loadId) {
    return step(ref, stored -> Transitions.release(stored, loadId, clock.instant())).isPresent();
  }

  @Override
  public final Optional<Delivery> retry(
      DeliveryRef ref, int fromAttempt, DeliveryState to, String reason) {
    return step(ref, stored -> Transitions.retry(stored, fromAttempt, to, reason, clock.instant()));
  }
}
