package io.amcinsights.engine;

/** The history of a table has moved; look at it again. */
final class OvertakenException extends RuntimeException {
  OvertakenException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
