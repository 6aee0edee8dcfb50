package io.amcinsights.cli.doctor;

/**
 * What a check found.
 *
 * @param remedy what to do about it; empty when nothing is to be done
 */
public record Finding(String check, Status status, String found, String remedy) {

  /** How bad it is. */
  public enum Status {
    /** As it should be. */
    OK,
    /** Deploying may work all the same. */
    WARNING,
    /** Deploying would fail. */
    PROBLEM
  }

  /** As it should be. */
  public static Finding ok(String check, String found) {
    return new Finding(check, Status.OK, found, "");
  }

  /** Worth knowing before deploying. */
  public static Finding warning(String check, String found, String remedy) {
    return new Finding(check, Status.WARNING, found, remedy);
  }

  /** Keeps a deployment from succeeding. */
  public static Finding problem(String check, String found, String remedy) {
    return new Finding(check, Status.PROBLEM, found, remedy);
  }
}
