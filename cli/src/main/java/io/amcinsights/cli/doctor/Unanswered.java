package io.amcinsights.cli.doctor;

/** AWS, or a tool, did not say what it was asked. */
public final class Unanswered extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  /** Says why, and what would let it find out. */
  public Unanswered(String why, String remedy, Throwable cause) {
    super(why, cause);
    this.remedy = remedy;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
