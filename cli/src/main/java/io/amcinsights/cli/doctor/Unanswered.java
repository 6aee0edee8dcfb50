package io.amcinsights.cli.doctor;

/** A check could not find out what it was asked. */
public final class Unanswered extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  /** Says why, and what would let it find out. */
  public Unanswered(String why, String remedy, Throwable cause) {
    super(why, cause);
    this.remedy = remedy;
  }

  String remedy() {
    return remedy;
  }
}
