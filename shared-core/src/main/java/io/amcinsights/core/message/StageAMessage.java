package io.amcinsights.core.message;

import io.amcinsights.core.catalog.DeliveryRef;

/**
 * Rings stage A for one delivery and attempt; also the input of its state machine. A doorbell: what
 * there is to know about the delivery stands in the object catalog.
 *
 * @param dataset {@code {team}-{dataset}}
 * @param lane which function reads the object
 */
public record StageAMessage(String dataset, DeliveryRef delivery, int attempt, Lane lane) {

  /** Size lanes of stage A; the numbers stand in {@code Lane.of}. */
  public enum Lane {
    /** Up to 64 MB (gzip counts tenfold). */
    SMALL,
    /** Up to 2 GB. */
    LARGE
  }
}
