package io.amcinsights.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/** Lambda's Runtime API for one function and one event; notes when it was asked and answered. */
final class RuntimeApi implements AutoCloseable {

  private static final String PREFIX = "/2018-06-01/runtime/";

  private final HttpServer server;
  private final byte[] event;
  private final CompletableFuture<Long> ready = new CompletableFuture<>();
  private final CompletableFuture<Long> answered = new CompletableFuture<>();
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  RuntimeApi(String event) throws IOException {
    this.event = event.getBytes(UTF_8);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PREFIX, this::handle);
    server.setExecutor(java.util.concurrent.Executors.newCachedThreadPool());
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** When the function was initialised and asked for its first event. */
  CompletableFuture<Long> ready() {
    return ready;
  }

  /** When it had answered. */
  CompletableFuture<Long> answered() {
    return answered;
  }

  /** What it answered; {@code error} and its text when it threw. */
  CompletableFuture<String> answer() {
    return answer;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(PREFIX.length());
    if (!path.equals("invocation/next")) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      answered.complete(System.nanoTime());
      answer.complete(path.endsWith("/response") ? body : "error " + body);
      exchange.sendResponseHeaders(202, -1);
      exchange.close();
    } else if (ready.complete(System.nanoTime())) {
      // The native client ends the JVM when the content type is missing.
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", "1");
      exchange
          .getResponseHeaders()
          .add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:0:function:cold");
      exchange
          .getResponseHeaders()
          .add("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 60_000));
      exchange.sendResponseHeaders(200, event.length);
      exchange.getResponseBody().write(event);
      exchange.close();
    }
    // Otherwise there is no second event: the function waits until it is ended.
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
