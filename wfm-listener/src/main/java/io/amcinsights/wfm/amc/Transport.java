package io.amcinsights.wfm.amc;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** One exchange: a request, and an answer within a time, its body included. */
final class Transport {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  // Less than servers and load balancers keep a connection that nobody uses.
  private static final Duration IDLE = Duration.ofSeconds(20);

  private final Clock clock;
  private HttpClient client = client();
  private Instant lastUse;

  Transport(Clock clock) {
    this.clock = clock;
    this.lastUse = clock.instant();
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(CONNECT)
        // A redirect would take the token elsewhere.
        .followRedirects(HttpClient.Redirect.NEVER)
        // One connection for one request at a time: what was sent on it is known.
        .version(HttpClient.Version.HTTP_1_1)
        .build();
  }

  /**
   * A client without connections that died while nobody used them, as they do when a function
   * sleeps: a submission on one of those would be lost, and nobody could tell where.
   */
  private synchronized HttpClient fresh() {
    Instant now = clock.instant();
    if (lastUse.plus(IDLE).isBefore(now)) {
      client = client();
    }
    lastUse = now;
    return client;
  }

  Answer send(HttpRequest.Builder request, Duration timeout) throws NoAnswer, InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        fresh()
            .sendAsync(
                request.timeout(timeout).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      // The request's own timeout ends with the headers; a body may drip for ever.
      HttpResponse<String> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Retry-After").orElse(null),
          response.headers().firstValue("x-amzn-RequestId").orElse(null));
    } catch (TimeoutException e) {
      throw new NoAnswer("no answer within %d ms".formatted(timeout.toMillis()), true, e);
    } catch (ExecutionException e) {
      throw noAnswer(e.getCause() == null ? e : e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static NoAnswer noAnswer(Throwable cause) {
    if (cause instanceof HttpConnectTimeoutException
        || cause instanceof ConnectException
        || cause instanceof SSLHandshakeException) {
      return new NoAnswer("no connection (%s)".formatted(kind(cause)), false, cause);
    }
    if (cause instanceof HttpTimeoutException) {
      return new NoAnswer("no answer in time", true, cause);
    }
    if (cause instanceof IOException) {
      return new NoAnswer("connection lost (%s)".formatted(kind(cause)), true, cause);
    }
    return new NoAnswer("exchange failed (%s)".formatted(kind(cause)), true, cause);
  }

  private static String kind(Throwable cause) {
    return cause.getClass().getSimpleName();
  }
}
