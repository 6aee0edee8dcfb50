package io.amcinsights.cli;

/** Ends a command: what failed, with the value, and the remedy. */
final class CommandFailure extends RuntimeException {

  /** Done. */
  static final int DONE = 0;

  /** The work failed. */
  static final int FAILED = 1;

  /** Wrong usage. */
  static final int USAGE = 2;

  /** Nothing is running. */
  static final int NOT_RUNNING = 3;

  private final int exitCode;

  private CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static CommandFailure failed(String message) {
    return new CommandFailure(FAILED, message);
  }

  static CommandFailure usage(String message) {
    return new CommandFailure(USAGE, message);
  }

  static CommandFailure notRunning(String message) {
    return new CommandFailure(NOT_RUNNING, message);
  }

  int exitCode() {
    return exitCode;
  }
}
