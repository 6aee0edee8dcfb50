package io.amcinsights.local.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The Lambda Runtime API for one invocation: hands out one event and takes what comes back. */
final class RuntimeApi implements AutoCloseable {

  /** What the function answered. */
  record Answer(Kind kind, String body) {}

  /** How the function answered. */
  enum Kind {
    RESPONSE,
    ERROR,
    INIT_ERROR
  }

  private static final String ROOT = "/2018-06-01/runtime/";

  private final HttpServer server;
  private final String event;
  private final AtomicBoolean handedOut = new AtomicBoolean();
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();

  RuntimeApi(String event) throws IOException {
    this.event = event;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(ROOT, this::handle);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              var thread = new Thread(task, "runtime-api");
              thread.setDaemon(true);
              return thread;
            }));
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  Answer await(Duration patience) throws TimeoutException {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The child ended without an answer. */
  void childEnded(int exitCode) {
    answer.completeExceptionally(
        new IllegalStateException("The function's process ended with exit code " + exitCode));
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(ROOT.length());
    if (path.equals("invocation/next")) {
      next(exchange);
      return;
    }
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    exchange.sendResponseHeaders(202, -1);
    exchange.close();
    answer.complete(new Answer(kind(path), body));
  }

  private static Kind kind(String path) {
    if (path.startsWith("init/")) {
      return Kind.INIT_ERROR;
    }
    return path.endsWith("/response") ? Kind.RESPONSE : Kind.ERROR;
  }

  private void next(HttpExchange exchange) throws IOException {
    if (handedOut.getAndSet(true)) {
      // Nothing to say until the test ends, as on Lambda between two events.
      return;
    }
    byte[] bytes = event.getBytes(UTF_8);
    var headers = exchange.getResponseHeaders();
    // Without this header the runtime's native client crashes its JVM.
    headers.add("Content-Type", "application/json");
    headers.add("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
    headers.add(
        "Lambda-Runtime-Deadline-Ms",
        Long.toString(System.currentTimeMillis() + Duration.ofMinutes(1).toMillis()));
    headers.add(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:us-east-1:000000000000:function:packaging");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
