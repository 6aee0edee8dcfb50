package io.amcinsights.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The deployed functions. */
public interface Functions {

  /**
   * A function as its template describes it.
   *
   * @param handler class name, as in {@code Handler} (a {@code ::method} suffix is ignored)
   * @param role ARN of its role
   * @param timeoutSeconds after which an invocation fails with {@code Sandbox.Timedout}
   * @param reservedConcurrency null for none; above it invocations are throttled
   */
  record Spec(
      String name,
      String arn,
      String handler,
      String role,
      int memoryMb,
      int timeoutSeconds,
      @Nullable Integer reservedConcurrency,
      Map<String, String> environment) {}

  /** A function threw: what Lambda reports as {@code errorType} and {@code errorMessage}. */
  final class FunctionError extends RuntimeException {

    private final String errorType;

    public FunctionError(String errorType, String message, @Nullable Throwable cause) {
      super(message, cause);
      this.errorType = errorType;
    }

    /** Class name of the exception; {@code Lambda.TooManyRequestsException} when throttled. */
    public String errorType() {
      return errorType;
    }
  }

  /** Creates or replaces. The handler is constructed at its first invocation. */
  void put(Spec spec);

  void remove(String name);

  /**
   * Invokes synchronously.
   *
   * @param nameOrArn name or ARN, either of them with or without the name of an alias
   * @throws FunctionError when the function throws, times out or is throttled
   */
  JsonNode invoke(String nameOrArn, JsonNode payload);
}
