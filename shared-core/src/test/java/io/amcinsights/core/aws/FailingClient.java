package io.amcinsights.core.aws;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * A client whose n-th call fails: before it reached the service, or after it took effect and only
 * the answer was lost. Every call before and after goes through.
 */
public final class FailingClient<C> implements InvocationHandler {

  /** What became of the call that failed. */
  public enum Failure {
    NEVER_ARRIVED,
    ANSWER_LOST
  }

  private final C client;
  private final int failing;
  private final Failure failure;
  private int calls;

  private FailingClient(C client, int failing, Failure failure) {
    this.client = client;
    this.failing = failing;
    this.failure = failure;
  }

  /**
   * Wraps a client.
   *
   * @param type the client's interface
   * @param failing which call fails, from 1
   */
  public static <C> C of(Class<C> type, C client, int failing, Failure failure) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            new FailingClient<>(client, failing, failure)));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    boolean request =
        arguments != null && arguments.length > 0 && arguments[0] instanceof AwsRequest;
    if (method.isDefault() && !request) {
      // A consumer of a builder: the method builds the request and comes back with it.
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    if (request) {
      calls++;
    }
    boolean fails = request && calls == failing;
    if (fails && failure == Failure.NEVER_ARRIVED) {
      throw SdkClientException.create("Connection refused");
    }
    try {
      Object answer = method.invoke(client, arguments);
      if (fails) {
        throw SdkClientException.create("Read timed out");
      }
      return answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
