package io.amcinsights.core.catalog;

import java.time.Instant;

/** Words for deliveries in tests. */
public final class Landed {

  public static final ObjectId REPORT =
      new ObjectId("amc-acme", "workflow=wf/schedule=adhoc/2023-05-02T21:42:25.904Z-wf.csv");
  public static final String TABLE = "demoteam_amcdataset.acme_wf_adhoc";
  public static final String DATASET = "demoteam-amcdataset";
  public static final Instant NOON = Instant.parse("2024-03-01T12:00:00.123Z");

  private Landed() {}

  /** The n-th version of {@link #REPORT}, received n seconds after noon. */
  public static Delivery version(int n) {
    return of(REPORT, n);
  }

  /** The n-th version of an object, received n seconds after noon. */
  public static Delivery of(ObjectId object, int n) {
    return at(object, n, NOON.plusSeconds(n));
  }

  /** The n-th version of an object, received at an instant. */
  public static Delivery at(ObjectId object, int n, Instant receivedAt) {
    return delivery(object, n, DATASET, TABLE, receivedAt);
  }

  /** A delivery that no dataset could be found for. */
  public static Delivery unresolved(ObjectId object) {
    return delivery(object, 1, null, null, NOON);
  }

  /** The first version of an object, in a bucket that belongs to nobody. */
  public static Delivery waiting(ObjectId object) {
    return with(unresolved(object), DeliveryState.WAITING_FOR_TENANT, NOON);
  }

  /** The same delivery, received at another time. */
  public static Delivery receivedAt(Delivery it, Instant receivedAt) {
    return with(it, it.state(), receivedAt);
  }

  private static Delivery with(Delivery it, DeliveryState state, Instant receivedAt) {
    return new Delivery(
        it.ref(),
        it.sequencer(),
        it.deletion(),
        it.bytes(),
        it.etag(),
        it.versionId(),
        state,
        it.reason(),
        it.attempt(),
        it.dataset(),
        it.tenant(),
        it.table(),
        it.contentHash(),
        it.rows(),
        it.loadId(),
        it.execution(),
        it.snapshot(),
        it.modifiedAt(),
        receivedAt,
        it.updatedAt());
  }

  private static Delivery delivery(
      ObjectId object, int n, String dataset, String table, Instant receivedAt) {
    return new Delivery(
        new DeliveryRef(object, "v" + n),
        new Sequencer("%08X".formatted(n)),
        false,
        1_000 + n,
        "etag" + n,
        "v" + n,
        DeliveryState.RECEIVED,
        null,
        1,
        dataset,
        dataset == null ? null : "acme",
        table,
        null,
        null,
        null,
        null,
        null,
        NOON.minusSeconds(60),
        receivedAt,
        receivedAt);
  }
}
