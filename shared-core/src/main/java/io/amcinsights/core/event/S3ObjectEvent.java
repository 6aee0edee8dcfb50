package io.amcinsights.core.event;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One native S3 notification ("Object Created" or "Object Deleted"), as EventBridge delivers it.
 *
 * @param bytes size of the object; 0 for a deletion
 * @param etag as S3 gives it; empty for a deletion without one
 * @param versionId null in an unversioned bucket
 * @param reason S3's own word: PutObject, CompleteMultipartUpload, CopyObject, DeleteObject,
 *     Lifecycle Expiration...
 * @param permanent for a deletion: a version was removed for good rather than hidden by a marker
 * @param account the account the event came from
 */
public record S3ObjectEvent(
    Kind kind,
    ObjectId object,
    long bytes,
    String etag,
    @Nullable String versionId,
    Sequencer sequencer,
    String reason,
    boolean permanent,
    Instant time,
    String account,
    String region) {

  /** What happened to the object. */
  public enum Kind {
    CREATED,
    DELETED
  }

  /**
   * The delivery this event announces: the version, else etag and sequencer, of the object as the
   * catalog calls it.
   */
  public DeliveryRef delivery() {
    String version = versionId;
    String delivery = version != null ? version : etag + "-" + sequencer.hex();
    return new DeliveryRef(
        object.inCatalog(), kind == Kind.DELETED ? "deleted-" + sequencer.hex() : delivery);
  }
}
