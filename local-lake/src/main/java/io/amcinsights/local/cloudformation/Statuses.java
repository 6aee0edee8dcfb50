package io.amcinsights.local.cloudformation;

import java.util.Set;

/** Statuses of stacks that something depends on. */
final class Statuses {

  static final String CREATING = "CREATE_IN_PROGRESS";
  static final String UNDOING_CREATION = "ROLLBACK_IN_PROGRESS";
  static final String UPDATING = "UPDATE_IN_PROGRESS";
  static final String UNDOING_UPDATE = "UPDATE_ROLLBACK_IN_PROGRESS";
  static final String STUCK_UPDATE = "UPDATE_ROLLBACK_FAILED";
  static final String IMPORTING = "IMPORT_IN_PROGRESS";
  static final String UNDOING_IMPORT = "IMPORT_ROLLBACK_IN_PROGRESS";
  static final String DELETING = "DELETE_IN_PROGRESS";
  static final String DELETED = "DELETE_COMPLETE";
  static final String REVIEW = "REVIEW_IN_PROGRESS";

  private static final Set<String> FIRM =
      Set.of(
          "CREATE_COMPLETE",
          "UPDATE_COMPLETE",
          "UPDATE_ROLLBACK_COMPLETE",
          "IMPORT_COMPLETE",
          "IMPORT_ROLLBACK_COMPLETE");

  private Statuses() {}

  /** Whether a stack can be changed. */
  static boolean isFirm(String status) {
    return FIRM.contains(status);
  }
}
