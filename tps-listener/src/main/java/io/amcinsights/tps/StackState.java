package io.amcinsights.tps;

import java.util.Map;

/**
 * A stack as CloudFormation describes it.
 *
 * @param status CloudFormation's own word
 */
public record StackState(
    String status,
    Map<String, String> parameters,
    Map<String, String> outputs,
    Map<String, String> tags) {

  public StackState {
    parameters = Map.copyOf(parameters);
    outputs = Map.copyOf(outputs);
    tags = Map.copyOf(tags);
  }

  /** What becomes of a stack in this state. */
  public enum Phase {
    /** CloudFormation works on it. */
    BUSY,
    /** An import was prepared and not carried out yet. */
    PREPARED,
    /** It is as it was last asked to be. */
    COMPLETE,
    /** It is as it was before its last change, which failed. */
    TURNED_BACK,
    /** Turning back did not succeed either. */
    STUCK,
    /** It never came to be; only its name is left, and has to go before another try. */
    STILLBORN,
    /** It could not be deleted. */
    UNDELETED,
    /** It is gone. */
    GONE
  }

  /** What becomes of it. */
  public Phase phase() {
    return switch (status) {
      case "REVIEW_IN_PROGRESS" -> Phase.PREPARED;
      case "CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE" -> Phase.COMPLETE;
      case "UPDATE_ROLLBACK_COMPLETE" -> Phase.TURNED_BACK;
      case "UPDATE_ROLLBACK_FAILED", "UPDATE_FAILED" -> Phase.STUCK;
      case "CREATE_FAILED",
          "ROLLBACK_COMPLETE",
          "ROLLBACK_FAILED",
          "IMPORT_ROLLBACK_COMPLETE",
          "IMPORT_ROLLBACK_FAILED" ->
          Phase.STILLBORN;
      case "DELETE_FAILED" -> Phase.UNDELETED;
      case "DELETE_COMPLETE" -> Phase.GONE;
      default -> Phase.BUSY;
    };
  }
}
