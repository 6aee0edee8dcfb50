package io.amcinsights.engine.csv;

/** The text cannot be read, and where: the physical line, the header being line 1. */
final class CsvFault extends Exception {

  private final long line;
  private final String piece;
  private final boolean quoting;

  /**
   * @param piece the beginning of the record, shortened
   * @param quoting whether another escape character might read it
   */
  CsvFault(long line, String reason, String piece, boolean quoting) {
    super(reason);
    this.line = line;
    this.piece = piece;
    this.quoting = quoting;
  }

  long line() {
    return line;
  }

  boolean quoting() {
    return quoting;
  }

  /** What is wrong, without where. */
  String reason() {
    return String.valueOf(getMessage());
  }

  /** Line, reason and, unless the record begins with the trouble, piece in one sentence. */
  String describe() {
    String what = "Line %d: %s".formatted(line, getMessage());
    return piece.isEmpty() ? what : what + ", in: " + piece;
  }
}
