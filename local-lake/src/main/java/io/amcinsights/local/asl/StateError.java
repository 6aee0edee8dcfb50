package io.amcinsights.local.asl;

import org.jspecify.annotations.Nullable;

/** Why a state failed: the error name that retriers and catchers match, and a cause people read. */
final class StateError extends RuntimeException {

  static final String ALL = "States.ALL";
  static final String TASK_FAILED = "States.TaskFailed";
  static final String TIMEOUT = "States.Timeout";
  static final String RUNTIME = "States.Runtime";
  static final String DATA_LIMIT = "States.DataLimitExceeded";
  static final String QUERY = "States.QueryEvaluationError";
  static final String NO_CHOICE = "States.NoChoiceMatched";

  private final @Nullable String error;
  private final @Nullable String cause;
  private final boolean ofTask;

  private StateError(@Nullable String error, @Nullable String cause, boolean ofTask) {
    // The trace would show the interpreter, never the state.
    super(error + ": " + cause, null, false, false);
    this.error = error;
    this.cause = cause;
    this.ofTask = ofTask;
  }

  static StateError of(@Nullable String error, @Nullable String cause) {
    return new StateError(error, cause, false);
  }

  /** An error reported by the resource of a Task, which {@code States.TaskFailed} matches too. */
  static StateError ofTask(String error, @Nullable String cause) {
    return new StateError(error, cause, true);
  }

  @Nullable String error() {
    return error;
  }

  @Nullable String cause() {
    return cause;
  }

  /** Whether one entry of {@code ErrorEquals} means this error. */
  boolean matches(String name) {
    if (name.equals(error)) {
      return true;
    }
    if (RUNTIME.equals(error) || DATA_LIMIT.equals(error)) {
      return false;
    }
    return name.equals(ALL) || (name.equals(TASK_FAILED) && ofTask && !TIMEOUT.equals(error));
  }
}
