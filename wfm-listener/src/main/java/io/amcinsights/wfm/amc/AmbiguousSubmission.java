package io.amcinsights.wfm.amc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution was sent, and nobody knows whether AMC took it. Look for it among the executions
 * since {@link #since()}; neither repeating the submission nor giving it up is right before.
 *
 * <p>Not one of the lake's own exceptions: their remedies are to park and to retry, and this one's
 * is to look.
 */
public final class AmbiguousSubmission extends RuntimeException {

  private final Instant since;

  /** What was sent, just before when, and what happened then. */
  public AmbiguousSubmission(
      String what, Instant since, String trouble, @Nullable Throwable cause) {
    super(
        "AMC may or may not have taken this: %s (%s). Look for it among executions since %s before sending it again"
            .formatted(what, trouble, since),
        cause);
    this.since = since;
  }

  /** Just before it was first sent, by the clock here; AMC's may be some minutes off. */
  public Instant since() {
    return since;
  }
}
