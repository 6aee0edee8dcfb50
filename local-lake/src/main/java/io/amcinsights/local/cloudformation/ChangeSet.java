package io.amcinsights.local.cloudformation;

import java.util.Map;

/**
 * An import that is prepared.
 *
 * @param status of its preparation, as CloudFormation calls it
 * @param imports what is taken over, by logical id
 */
record ChangeSet(
    String status, String reason, Settings settings, Map<String, Map<String, String>> imports) {

  static final String PREPARING = "CREATE_IN_PROGRESS";
  static final String READY = "CREATE_COMPLETE";
  static final String FAILED = "FAILED";

  ChangeSet {
    imports = Map.copyOf(imports);
  }

  ChangeSet become(String newStatus, String newReason) {
    return new ChangeSet(newStatus, newReason, settings, imports);
  }
}
