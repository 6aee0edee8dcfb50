package io.amcinsights.wfm.amc;

/** A server did not answer, or not wholly. */
final class NoAnswer extends Exception {

  private final boolean sent;

  /**
   * @param sent whether the request may have reached the server
   */
  NoAnswer(String trouble, boolean sent, Throwable cause) {
    super(trouble, cause);
    this.sent = sent;
  }

  boolean mayHaveArrived() {
    return sent;
  }

  String trouble() {
    return String.valueOf(getMessage());
  }
}
