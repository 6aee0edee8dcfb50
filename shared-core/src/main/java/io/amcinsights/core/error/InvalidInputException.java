package io.amcinsights.core.error;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;

/** What was asked for or configured is wrong; the message names the value and what is allowed. */
public final class InvalidInputException extends LakeException {

  @FormatMethod
  public InvalidInputException(@FormatString String message, Object... args) {
    super(message.formatted(args));
  }

  @FormatMethod
  public InvalidInputException(Throwable cause, @FormatString String message, Object... args) {
    super(message.formatted(args), cause);
  }

  @Override
  public Remedy remedy() {
    return Remedy.PARK;
  }

  @Override
  public String code() {
    return "INVALID_INPUT";
  }
}
