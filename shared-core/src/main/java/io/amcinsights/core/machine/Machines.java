package io.amcinsights.core.machine;

/** State machines: starts executions by name and tells whether one runs. */
public interface Machines {

  /** What became of a start. */
  enum Start {
    /** It runs, by this call or an earlier one with the same input. */
    RUNNING,
    /** The name is used up: an execution of that name has ended, or runs with another input. */
    NAME_TAKEN
  }

  /** Whether an execution runs. */
  enum Status {
    RUNNING,
    ENDED,
    /** There never was one, or its history was forgotten (90 days). */
    ABSENT
  }

  /**
   * Starts an execution.
   *
   * @param machine ARN of the state machine
   * @throws io.amcinsights.core.error.UnavailableException when it may not have been started
   */
  Start start(String machine, String name, String input);

  Status status(String machine, String name);
}
