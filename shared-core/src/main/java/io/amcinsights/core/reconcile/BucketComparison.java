package io.amcinsights.core.reconcile;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.store.ObjectStore;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says whether the catalog knows what lies in a bucket, and writes the event that announces it.
 *
 * <p>The event's sequencer is the object's last known one plus one in the lowest of 32 digits, or
 * one when nothing is known. S3's own have 16 to 18 digits, so any real event is either older and
 * known already, or newer and wins, even when it arrives after this one; and announcing an object
 * twice gives the same delivery twice.
 */
public final class BucketComparison {

  private static final Sequencer FIRST = new Sequencer("0".repeat(31) + "1");

  private final ObjectCatalog catalog;

  public BucketComparison(ObjectCatalog catalog) {
    this.catalog = catalog;
  }

  /** Heads of listed objects by their listed ids, which the catalog spells in its own way. */
  public Map<ObjectId, Head> heads(List<ObjectStore.Listed> objects) {
    Map<ObjectId, Head> found =
        catalog.heads(objects.stream().map(it -> it.id().inCatalog()).toList());
    Map<ObjectId, Head> heads = new HashMap<>();
    for (ObjectStore.Listed object : objects) {
      Head head = found.get(object.id().inCatalog());
      if (head != null) {
        heads.put(object.id(), head);
      }
    }
    return heads;
  }

  /** Whether the head of the object is the content that lies there. */
  public boolean isKnown(ObjectStore.Listed object, Head head) {
    return hasEtag(object, head) || delivery(object, head).isPresent();
  }

  /** Whether the content that lies there is what the object's table holds. */
  public boolean isCommitted(ObjectStore.Listed object, Head head) {
    return head.current().delivery().equals(head.committed()) && isKnown(object, head);
  }

  /** The current delivery of the object when it is of the content that lies there. */
  public Optional<Delivery> delivery(ObjectStore.Listed object, Head head) {
    return catalog
        .find(head.current())
        .filter(it -> !it.deletion() && it.state() != DeliveryState.DELETED)
        .filter(it -> it.etag().equals(object.etag()));
  }

  /**
   * The body of the ingest queue that announces a listed object.
   *
   * @param head null when the catalog does not know the object
   */
  public static String event(ObjectStore.Listed object, @Nullable Head head) {
    return ReconcileEvent.of(
        object.id(),
        object.bytes(),
        object.etag(),
        null,
        head == null ? FIRST : next(head.sequencer()),
        object.modifiedAt());
  }

  /** The id of a delivery without a version starts with its ETag; of others the row tells it. */
  private static boolean hasEtag(ObjectStore.Listed object, Head head) {
    return head.current().delivery().startsWith(object.etag() + "-");
  }

  private static Sequencer next(Sequencer last) {
    BigInteger following = new BigInteger(last.hex(), 16).add(BigInteger.ONE);
    String hex = following.toString(16).toUpperCase(Locale.ROOT);
    return new Sequencer("0".repeat(Math.max(0, 32 - hex.length())) + hex);
  }
}
