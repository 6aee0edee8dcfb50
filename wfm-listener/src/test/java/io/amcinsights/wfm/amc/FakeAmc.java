package io.amcinsights.wfm.amc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** AMC and Login with Amazon on one port: each answers what it was told to, in order. */
final class FakeAmc implements AutoCloseable {

  /** What came in. */
  record Seen(String method, String uri, Map<String, List<String>> headers, String body) {

    String header(String name) {
      return headers.entrySet().stream()
          .filter(it -> it.getKey().equalsIgnoreCase(name))
          .map(it -> String.join(",", it.getValue()))
          .findFirst()
          .orElse(null);
    }

    String line() {
      return method + " " + uri;
    }
  }

  @FunctionalInterface
  interface Script {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  final List<Seen> calls = new CopyOnWriteArrayList<>();

  /** Where each call of AMC came from: one port, one connection. */
  final List<Integer> ports = new CopyOnWriteArrayList<>();

  final List<Seen> logins = new CopyOnWriteArrayList<>();

  private final Queue<Script> answers = new ArrayDeque<>();
  private final Queue<Script> loginAnswers = new ArrayDeque<>();
  private volatile Script otherwise = raw(500, "{\"message\":\"nothing planned\"}");
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  FakeAmc() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/amc/",
        it -> {
          ports.add(it.getRemoteAddress().getPort());
          serve(it, calls, answers);
        });
    server.createContext("/login", it -> serve(it, logins, loginAnswers));
    server.setExecutor(threads);
    server.start();
  }

  AmcEndpoint endpoint() {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    return new AmcEndpoint(
        "NA", address + "/amc/reporting/{instanceId}", URI.create(address + "/login"));
  }

  FakeAmc answers(Script... scripts) {
    answers.addAll(List.of(scripts));
    return this;
  }

  /** When nothing else is planned. */
  void otherwise(Script script) {
    otherwise = script;
  }

  FakeAmc answersLogin(Script... scripts) {
    loginAnswers.addAll(List.of(scripts));
    return this;
  }

  List<String> lines() {
    return calls.stream().map(Seen::line).toList();
  }

  boolean isDone() {
    return answers.isEmpty() && loginAnswers.isEmpty();
  }

  /** Single quotes stand for double ones. */
  static Script json(int status, String body, String... headers) {
    return raw(status, body.replace('\'', '"'), headers);
  }

  static Script raw(int status, String body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    };
  }

  static Script then(Runnable before, Script answer) {
    return exchange -> {
      before.run();
      answer.answer(exchange);
    };
  }

  /** The connection is closed instead of an answer. */
  static Script lost() {
    return exchange -> {
      throw new IOException("lost on purpose");
    };
  }

  /** Never answers. */
  Script silent() {
    return exchange -> closed.await();
  }

  /** Answers its headers and half its body. */
  Script stuck() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      closed.await();
    };
  }

  private void serve(HttpExchange exchange, List<Seen> seen, Queue<Script> scripts)
      throws IOException {
    try {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      seen.add(
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              body));
      Script script;
      synchronized (scripts) {
        script = scripts.poll();
      }
      (script == null ? otherwise : script).answer(exchange);
      exchange.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
