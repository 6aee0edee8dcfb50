package io.amcinsights.local.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.NullUnmarked;

/** What a handler may ask about the invocation it serves. */
@NullUnmarked // Lambda's own interface: identity and client context are null for every event
// source.
final class Invocation implements Context {

  private final Functions.Spec function;
  private final String requestId = UUID.randomUUID().toString();
  private final long deadline;

  Invocation(Functions.Spec function) {
    this.function = function;
    this.deadline = System.nanoTime() + Duration.ofSeconds(function.timeoutSeconds()).toNanos();
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + function.name();
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public String getFunctionName() {
    return function.name();
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return function.arn();
  }

  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    long nanos = deadline - System.nanoTime();
    return (int) Math.max(0, Duration.ofNanos(nanos).toMillis());
  }

  @Override
  public int getMemoryLimitInMB() {
    return function.memoryMb();
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        LogManager.getLogger(function.name()).info(message);
      }

      @Override
      public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
      }
    };
  }
}
