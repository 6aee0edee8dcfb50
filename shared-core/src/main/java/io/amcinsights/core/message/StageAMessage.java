package io.amcinsights.core.message;

import io.amcinsights.core.catalog.DeliveryRef;
import java.util.Locale;
import java.util.Optional;

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
    LARGE;

    private static final long SMALL_LIMIT = 64L << 20;
    private static final long LARGE_LIMIT = 2L << 30;

    /** AMC's results shrink about tenfold; lanes go by what must be read, not by what travels. */
    private static final int GZIP_FACTOR = 10;

    /** The lane of a file; empty when it is too large for both. */
    public static Optional<Lane> of(long bytes, String fileName) {
      boolean gzip = fileName.toLowerCase(Locale.ROOT).endsWith(".gz");
      long read = gzip ? bytes * GZIP_FACTOR : bytes;
      if (read > LARGE_LIMIT) {
        return Optional.empty();
      }
      return Optional.of(read <= SMALL_LIMIT ? SMALL : LARGE);
    }
  }
}
