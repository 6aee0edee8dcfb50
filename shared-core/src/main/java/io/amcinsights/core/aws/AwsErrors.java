package io.amcinsights.core.aws;

import io.amcinsights.core.error.UnavailableException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.NonRetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Turns what the SDK throws into errors typed by remedy. */
public final class AwsErrors {

  private AwsErrors() {}

  /**
   * Calls AWS.
   *
   * @param what names the call in the message, for example {@code read s3://bucket/key}
   * @throws UnavailableException when the service throttled, failed or did not answer, so that the
   *     call may or may not have taken effect
   * @throws SdkException what the service refused, as it is: a condition, a permission, a bad call
   */
  public static <T> T call(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      if (isOutcomeUnknown(e)) {
        throw new UnavailableException(
            e, "Cannot tell whether this took effect: %s (%s). Repeating it is safe", what, e);
      }
      throw e;
    }
  }

  private static boolean isOutcomeUnknown(SdkException e) {
    if (e instanceof SdkServiceException answer) {
      return answer.isThrottlingException() || answer.statusCode() >= 500;
    }
    // A client exception means that no answer came: a timeout, a broken connection, no credentials.
    return e instanceof SdkClientException && !(e instanceof NonRetryableException);
  }
}
