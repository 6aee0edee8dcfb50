package io.amcinsights.core.aws;

import java.util.Map;

/**
 * What the host gives a handler when it constructs it: its environment and its clients.
 *
 * <p>Every handler has two public constructors: one without arguments, called by AWS Lambda, which
 * delegates to {@code this(FunctionContext.ofLambda())}, and one that takes a {@code
 * FunctionContext}, called by the local lake and by tests.
 *
 * @param environment the function's environment variables, as its template names them
 */
public record FunctionContext(Map<String, String> environment, Clients clients) {

  public FunctionContext {
    environment = Map.copyOf(environment);
  }

  /** The context of a function on AWS Lambda: the process environment and the SDK's own clients. */
  public static FunctionContext ofLambda() {
    return new FunctionContext(System.getenv(), new SdkClients());
  }
}
