package io.amcinsights.core.catalog;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers every delivery of every object and where it stands.
 *
 * <p>Every write may be repeated and gives the same answer. Reads by reference are consistent;
 * lists ({@link #ready}, {@link #loading}, {@link #inState}, {@link #recent}) may lag behind by
 * moments, and their readers tolerate that.
 */
public interface ObjectCatalog {

  /** Stands for the dataset of deliveries that belong to none. */
  String UNRESOLVED = "-";

  /**
   * Records a delivery and, when its sequencer is the highest so far, makes it the head of its
   * object. A delivery that is known already is left as it is. Of two deliveries with one sequencer
   * the greater name is the head, so that the order of arrival never matters.
   *
   * @return the delivery as stored: the given one, or what an earlier call and later steps made of
   *     it
   */
  Delivery record(Delivery received);

  /**
   * Gives a delivery that waits in a bucket of nobody its place, as if it were recorded only now.
   *
   * @param received the same delivery with dataset, tenant, table and the state that follows
   * @return the delivery as it is now; empty when it is unknown
   */
  Optional<Delivery> place(Delivery received);

  Optional<Delivery> find(DeliveryRef ref);

  /** The heads of those objects that are known. */
  Map<ObjectId, Head> heads(Collection<ObjectId> objects);

  /**
   * Moves a delivery forward within one attempt.
   *
   * @return the delivery as changed, or as an earlier identical call left it; empty when the
   *     delivery has another attempt by now, stands where {@link DeliveryState#canBecome} allows no
   *     such step, or is claimed by another load than the change names; nothing was changed then. A
   *     final state keeps what the first call said of it
   */
  Optional<Delivery> move(DeliveryRef ref, int attempt, Change change);

  /**
   * Claims a READY delivery for a load.
   *
   * @return whether the delivery now is LOADING under {@code loadId}, by this call or an earlier
   *     one
   */
  boolean claim(DeliveryRef ref, String loadId, String execution);

  /**
   * Returns a claimed delivery to READY because its load was given up.
   *
   * @return whether it is READY now
   */
  boolean release(DeliveryRef ref, String loadId);

  /**
   * Starts another attempt: the only way back, for redrive, backfill and release from waiting.
   *
   * @param to RECEIVED or READY
   * @return the delivery with {@code fromAttempt + 1}, by this call or an earlier one; empty when
   *     it had moved on, or is LOADING (release it first), COMMITTED, SUPERSEDED or DELETED
   */
  Optional<Delivery> retry(DeliveryRef ref, int fromAttempt, DeliveryState to, String reason);

  /**
   * Remembers on the head that the rows of this delivery are what the table holds. A late call for
   * a delivery that is older than what was committed or removed since changes nothing.
   *
   * @throws io.amcinsights.core.error.InvalidInputException when the delivery was never recorded
   */
  void committed(DeliveryRef ref, String contentHash);

  /** Forgets on the head what the table holds, because a deletion removed the rows. */
  void removed(ObjectId object);

  /** READY deliveries of a table ({@code {database}.{table}}), oldest first. */
  List<Delivery> ready(String table, int limit);

  /** LOADING deliveries of a table. */
  List<Delivery> loading(String table);

  /**
   * Deliveries in a state that were last changed before an instant, longest unchanged first.
   *
   * @param state a state in flight, QUARANTINED or FAILED
   * @throws io.amcinsights.core.error.InvalidInputException for another state: none is listed
   */
  List<Delivery> inState(DeliveryState state, Instant changedBefore, int limit);

  /**
   * Deliveries received since an instant, newest first.
   *
   * @param dataset {@code {team}-{dataset}}; {@link #UNRESOLVED} for those without one
   */
  List<Delivery> recent(String dataset, Instant since, int limit);

  /** Every delivery of one object, any order. */
  List<Delivery> deliveries(ObjectId object);
}
