package io.amcinsights.core.error;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;

/**
 * A service did not answer, or a write may or may not have taken effect. Repeating it is safe;
 * cleaning up after it is not.
 */
public final class UnavailableException extends LakeException {

  @FormatMethod
  public UnavailableException(@FormatString String message, Object... args) {
    super(message.formatted(args));
  }

  @FormatMethod
  public UnavailableException(Throwable cause, @FormatString String message, Object... args) {
    super(message.formatted(args), cause);
  }

  @Override
  public Remedy remedy() {
    return Remedy.RETRY;
  }

  @Override
  public String code() {
    return "UNAVAILABLE";
  }
}
