package io.amcinsights.core.error;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;

/** A delivered file cannot become rows; the message is the reason an operator reads. */
public final class RejectedDataException extends LakeException {

  @FormatMethod
  public RejectedDataException(@FormatString String message, Object... args) {
    super(message.formatted(args));
  }

  @FormatMethod
  public RejectedDataException(Throwable cause, @FormatString String message, Object... args) {
    super(message.formatted(args), cause);
  }

  @Override
  public Remedy remedy() {
    return Remedy.QUARANTINE;
  }

  @Override
  public String code() {
    return "REJECTED_DATA";
  }
}
