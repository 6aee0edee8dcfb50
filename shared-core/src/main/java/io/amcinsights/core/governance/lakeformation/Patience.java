package io.amcinsights.core.governance.lakeformation;

import io.amcinsights.core.aws.AwsErrors;
import io.amcinsights.core.error.UnavailableException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import software.amazon.awssdk.services.lakeformation.model.ConcurrentModificationException;
import software.amazon.awssdk.services.lakeformation.model.LakeFormationException;

/** Calls Lake Formation, which answers with a conflict when two change one thing at once. */
final class Patience {

  /** Loads of many tables end at the same time, and each may add its tenant to the same tag. */
  private static final int MOST_ATTEMPTS = 8;

  private static final int LONGEST_MILLIS = 4_000;

  private final Pause pause;

  Patience(Pause pause) {
    this.pause = pause;
  }

  /** What happens between two attempts. */
  interface Pause {

    void before(int attempt);

    /** Some time up to a limit that doubles, so that those in each other's way come apart. */
    static void jittered(int attempt) {
      try {
        Thread.sleep(ThreadLocalRandom.current().nextInt(Math.min(LONGEST_MILLIS, 100 << attempt)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnavailableException(e, "Interrupted while waiting for Lake Formation");
      }
    }
  }

  /**
   * Calls.
   *
   * @param what for the message: {@code tag table db.t}
   * @throws UnavailableException when it was refused, for whatever reason: permissions that were
   *     given a moment ago need a while to be seen
   */
  <T> T call(String what, Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return AwsErrors.call(what, call);
      } catch (ConcurrentModificationException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw refused(what, e);
        }
        pause.before(attempt + 1);
      } catch (LakeFormationException e) {
        throw refused(what, e);
      }
    }
  }

  private static UnavailableException refused(String what, LakeFormationException e) {
    return new UnavailableException(
        e,
        "Lake Formation refused to %s (%s). See that the function's role is a data lake"
            + " administrator of this account and that the stack of governance is deployed, then"
            + " redrive",
        what,
        e.awsErrorDetails() == null ? e : e.awsErrorDetails().errorMessage());
  }
}
