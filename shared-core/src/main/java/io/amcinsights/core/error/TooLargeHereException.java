package io.amcinsights.core.error;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;

/**
 * The work is right but more than this process is meant for; the message says how much it is.
 * Nothing was changed, and a process with more room can do it as it is.
 */
public final class TooLargeHereException extends LakeException {

  @FormatMethod
  public TooLargeHereException(@FormatString String message, Object... args) {
    super(message.formatted(args));
  }

  @Override
  public Remedy remedy() {
    return Remedy.PARK;
  }

  @Override
  public String code() {
    return "TOO_LARGE_HERE";
  }
}
