package io.amcinsights.core.error;

/** Everything the lake throws on purpose. The subtype says who has to act. */
public abstract sealed class LakeException extends RuntimeException
    permits InvalidInputException,
        RejectedDataException,
        TooLargeHereException,
        UnavailableException {

  /** What helps. */
  public enum Remedy {
    /** Retrying cannot help: park the message and tell its sender. */
    PARK,
    /**
     * The file is at fault, nothing else: quarantine the delivery with the message as its reason.
     */
    QUARANTINE,
    /** Retrying is safe and may help: leave it on the queue. */
    RETRY
  }

  LakeException(String message, Throwable cause) {
    super(message, cause);
  }

  LakeException(String message) {
    super(message);
  }

  /** What helps against this failure. */
  public abstract Remedy remedy();

  /** A stable word for programs, for example {@code INVALID_INPUT}. */
  public abstract String code();
}
