package io.amcinsights.cli.destroy;

import java.util.Map;

/**
 * A stack of an account, as CloudFormation describes it.
 *
 * @param id ARN: a stack of the same name that is made later has another one
 * @param guarded whether its termination protection is on
 */
public record Stack(
    String id,
    String name,
    String status,
    boolean guarded,
    Map<String, String> tags,
    Map<String, String> parameters) {

  public Stack {
    tags = Map.copyOf(tags);
    parameters = Map.copyOf(parameters);
  }

  boolean isGone() {
    return status.equals("DELETE_COMPLETE");
  }

  boolean isBeingDeleted() {
    return status.equals("DELETE_IN_PROGRESS");
  }

  /** Something is at work on it that deleting has to wait for. */
  boolean isBusy() {
    return status.endsWith("_IN_PROGRESS")
        && !isBeingDeleted()
        && !status.equals("REVIEW_IN_PROGRESS");
  }
}
