package io.amcinsights.core.catalog;

/** Where a delivery stands. Everything but a redrive, backfill or release moves forward. */
public enum DeliveryState {
  /** Recorded; stage A has been or will be rung. */
  RECEIVED(0, false),
  /** Its tenant is not ready; at most 24 hours, then QUARANTINED. */
  WAITING_FOR_TENANT(0, false),
  /** Stage A reads it. */
  STAGING(1, false),
  /** Its pre-stage lies ready for the table's writer. */
  READY(2, false),
  /** Claimed by one load. */
  LOADING(3, false),
  /** Its rows are in the table, exactly once. */
  COMMITTED(9, true),
  /** Nothing to load, and why. */
  SKIPPED(9, true),
  /** The file is at fault, and why. */
  QUARANTINED(9, true),
  /** The lake is at fault; its work lies in a queue and can be redriven. */
  FAILED(9, true),
  /** A later delivery of the same key won. */
  SUPERSEDED(9, true),
  /** The object was deleted. */
  DELETED(9, true);

  private final int rank;
  private final boolean last;

  DeliveryState(int rank, boolean last) {
    this.rank = rank;
    this.last = last;
  }

  /** Nothing happens to the delivery any more, unless a person asks for it. */
  public boolean isFinal() {
    return last;
  }

  /**
   * Whether a step of the same attempt may lead from here to {@code next}; staying is repeating.
   */
  public boolean canBecome(DeliveryState next) {
    return this == next || (!last && next.rank > rank);
  }
}
