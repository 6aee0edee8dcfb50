package io.amcinsights.core.aws;

import io.amcinsights.core.metrics.EmfMetrics;
import io.amcinsights.core.metrics.Metrics;
import java.time.Clock;
import java.util.Map;

/**
 * What the host gives a handler when it constructs it: its environment, its clients and where it
 * says what it measures.
 *
 * <p>Every handler has two public constructors: one without arguments, called by AWS Lambda, which
 * delegates to {@code this(FunctionContext.ofLambda())}, and one that takes a {@code
 * FunctionContext}, called by the local lake and by tests.
 *
 * @param environment the function's environment variables, as its template names them
 */
public record FunctionContext(Map<String, String> environment, Clients clients, Metrics metrics) {

  /** The value of the metrics' dimension; a function without it measures nothing. */
  private static final String METRICS_SCOPE = "METRICS_SCOPE";

  public FunctionContext {
    environment = Map.copyOf(environment);
  }

  /** A host that measures nothing. */
  public FunctionContext(Map<String, String> environment, Clients clients) {
    this(environment, clients, Metrics.none());
  }

  /**
   * The context of a function on AWS Lambda: the process environment, the SDK's own clients, and
   * metrics as lines of the function's log.
   */
  public static FunctionContext ofLambda() {
    Map<String, String> environment = System.getenv();
    String scope = environment.getOrDefault(METRICS_SCOPE, "");
    Metrics metrics =
        scope.isBlank()
            ? Metrics.none()
            : new EmfMetrics(scope, () -> System.out, Clock.systemUTC());
    return new FunctionContext(environment, new SdkClients(), metrics);
  }

  /** The same function without an outside world, see {@link Priming}. */
  FunctionContext dry() {
    return new FunctionContext(environment, new DryClients());
  }
}
