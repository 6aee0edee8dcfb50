package io.amcinsights.wfm.amc;

import java.util.Locale;
import java.util.Set;

/** How far an execution is, in AMC's words; one that is not known yet counts as running. */
public record ExecutionStatus(String text) {

  public static final ExecutionStatus PENDING = new ExecutionStatus("PENDING");
  public static final ExecutionStatus RUNNING = new ExecutionStatus("RUNNING");
  public static final ExecutionStatus PUBLISHING = new ExecutionStatus("PUBLISHING");
  public static final ExecutionStatus SUCCEEDED = new ExecutionStatus("SUCCEEDED");
  public static final ExecutionStatus FAILED = new ExecutionStatus("FAILED");
  public static final ExecutionStatus REJECTED = new ExecutionStatus("REJECTED");
  public static final ExecutionStatus CANCELLED = new ExecutionStatus("CANCELLED");

  private static final Set<String> ENDS =
      Set.of(SUCCEEDED.text, FAILED.text, REJECTED.text, CANCELLED.text);
  private static final Set<String> UNDERWAY = Set.of(PENDING.text, RUNNING.text, PUBLISHING.text);

  public ExecutionStatus {
    text = text.strip().toUpperCase(Locale.ROOT);
  }

  /** Nothing will change any more. */
  public boolean isFinal() {
    return ENDS.contains(text);
  }

  /** One of those that AMC is known to use. */
  public boolean isKnown() {
    return isFinal() || UNDERWAY.contains(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
