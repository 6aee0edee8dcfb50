package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The loopback endpoint custom resources answer to, in place of CloudFormation's bucket. */
final class ResponseServer implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private boolean started;
  private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

  /** A place to answer to, once. */
  record Mailbox(String url, CompletableFuture<JsonNode> answer) {}

  ResponseServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on loopback", e);
    }
    server.createContext("/", this::answer);
  }

  synchronized Mailbox mailbox() {
    // Most starts ask for nothing.
    if (!started) {
      server.start();
      started = true;
    }
    String path = "/" + UUID.randomUUID();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(path, answer);
    InetSocketAddress address = server.getAddress();
    return new Mailbox(
        "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path, answer);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      CompletableFuture<JsonNode> answer = waiting.remove(exchange.getRequestURI().getPath());
      boolean expected = answer != null && exchange.getRequestMethod().equals("PUT");
      if (answer != null && expected) {
        answer.complete(MAPPER.readTree(exchange.getRequestBody()));
      }
      exchange.sendResponseHeaders(expected ? 200 : 404, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
