package io.amcinsights.cli.aws;

import io.amcinsights.cli.doctor.Unanswered;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Calls of AWS whose refusal is told in a sentence. */
public final class Asking {

  private static final int FORBIDDEN = 403;

  private Asking() {}

  /**
   * The answer to a call.
   *
   * @param permission what the caller needs for it
   */
  public static <T> T of(String permission, Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      throw new Unanswered("AWS answered " + words(e), remedy(permission, e), e);
    } catch (SdkClientException e) {
      throw new Unanswered(
          "no answer to " + permission + " (" + line(e.getMessage()) + ")",
          "check network and region, then: lake doctor",
          e);
    }
  }

  /** Error code and message on one line. */
  public static String words(AwsServiceException e) {
    String message =
        e.awsErrorDetails() == null ? e.getMessage() : e.awsErrorDetails().errorMessage();
    return code(e) + ": " + line(message);
  }

  static String code(AwsServiceException e) {
    boolean named = e.awsErrorDetails() != null && e.awsErrorDetails().errorCode() != null;
    return named ? e.awsErrorDetails().errorCode() : String.valueOf(e.statusCode());
  }

  private static String remedy(String permission, AwsServiceException e) {
    if (e.isThrottlingException()) {
      return "wait a minute, then: lake doctor (it calls %s)".formatted(permission);
    }
    boolean denied = e.statusCode() == FORBIDDEN || code(e).startsWith("AccessDenied");
    return denied
        ? "let your role do " + permission
        : "see what it says of %s, then: lake doctor".formatted(permission);
  }

  /** The text without its line breaks. */
  static String line(@Nullable String text) {
    return text == null ? "without a word" : text.replaceAll("\\s+", " ").strip();
  }
}
