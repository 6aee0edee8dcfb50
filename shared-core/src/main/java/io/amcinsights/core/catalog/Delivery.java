package io.amcinsights.core.catalog;

import static java.time.temporal.ChronoUnit.MILLIS;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the object catalog.
 *
 * @param deletion this delivery announces that the object is gone
 * @param bytes size as S3 reported it
 * @param etag as S3 reported it; empty for a deletion
 * @param versionId S3's version, null in an unversioned bucket
 * @param reason in plain words; null while nothing needs saying
 * @param attempt 1 for the first; only a redrive, backfill or release raises it
 * @param dataset {@code {team}-{dataset}}; null when it could not be resolved
 * @param tenant the customerId; null for raw-bucket files and unresolved ones
 * @param table {@code {database}.{table}}; null when the key names none
 * @param contentHash SHA-256 of the object's bytes in hexadecimal, null before stage A
 * @param rows rows committed; null until then
 * @param loadId the load that claimed it; null before
 * @param execution name of the execution that last worked on it
 * @param snapshot the Iceberg snapshot that holds its rows
 * @param modifiedAt when S3 says the object was written
 * @param receivedAt when the lake first heard of it
 * @param updatedAt when this row last changed
 * @param parts what a file of several tables was found to hold, {@link
 *     io.amcinsights.core.transform.Staged.Part#FILE} for its own table; every other part is a
 *     delivery of its own, see {@link FileParts}
 */
public record Delivery(
    DeliveryRef ref,
    Sequencer sequencer,
    boolean deletion,
    long bytes,
    String etag,
    @Nullable String versionId,
    DeliveryState state,
    @Nullable String reason,
    int attempt,
    @Nullable String dataset,
    @Nullable String tenant,
    @Nullable String table,
    @Nullable String contentHash,
    @Nullable Long rows,
    @Nullable String loadId,
    @Nullable String execution,
    @Nullable Long snapshot,
    Instant modifiedAt,
    Instant receivedAt,
    Instant updatedAt,
    List<String> parts) {

  // What is stored has milliseconds: without this a delivery would not equal itself read back.
  public Delivery {
    modifiedAt = modifiedAt.truncatedTo(MILLIS);
    receivedAt = receivedAt.truncatedTo(MILLIS);
    updatedAt = updatedAt.truncatedTo(MILLIS);
    parts = List.copyOf(parts);
  }

  /** A delivery that is not known to hold several tables. */
  public Delivery(
      DeliveryRef ref,
      Sequencer sequencer,
      boolean deletion,
      long bytes,
      String etag,
      @Nullable String versionId,
      DeliveryState state,
      @Nullable String reason,
      int attempt,
      @Nullable String dataset,
      @Nullable String tenant,
      @Nullable String table,
      @Nullable String contentHash,
      @Nullable Long rows,
      @Nullable String loadId,
      @Nullable String execution,
      @Nullable Long snapshot,
      Instant modifiedAt,
      Instant receivedAt,
      Instant updatedAt) {
    this(
        ref,
        sequencer,
        deletion,
        bytes,
        etag,
        versionId,
        state,
        reason,
        attempt,
        dataset,
        tenant,
        table,
        contentHash,
        rows,
        loadId,
        execution,
        snapshot,
        modifiedAt,
        receivedAt,
        updatedAt,
        List.of());
  }

  /** Whether it waits in a bucket that belongs to nobody yet. */
  public boolean isUnplaced() {
    return state == DeliveryState.WAITING_FOR_TENANT && dataset == null;
  }
}
