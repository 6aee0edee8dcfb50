package io.amcinsights.local.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.amcinsights.core.error.LakeException;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.operator.Operator;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The lake's own endpoint: loopback, JSON, and only for who can read the lake's folder. */
public final class ControlServer implements AutoCloseable {

  private static final Logger LOG = LogManager.getLogger(ControlServer.class);

  private final HttpServer server;
  private final ExecutorService threads;
  private final ControlRoutes routes;
  private final byte[] authorization;

  private ControlServer(HttpServer server, ControlRoutes routes, String token) {
    this.server = server;
    this.routes = routes;
    this.authorization = ("Bearer " + token).getBytes(UTF_8);
    this.threads =
        Executors.newFixedThreadPool(
            4,
            task -> {
              var thread = new Thread(task, "control");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts it on a free port of loopback.
   *
   * @param process the parts of a status that describe this process
   * @param stop begins the shutdown and returns
   */
  public static ControlServer start(
      Operator operator, String token, Supplier<ObjectNode> process, Runnable stop)
      throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 0);
    var control = new ControlServer(server, new ControlRoutes(operator, process, stop), token);
    server.setExecutor(control.threads);
    server.createContext("/", control::handle);
    server.start();
    return control;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    // A second, so that the answer to the request that stops the lake still goes out.
    server.stop(1);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().equals("/")) {
        send(
            exchange,
            200,
            Json.object().put("what", "AMC data lake on this machine").put("how", "lake --help"));
      } else if (isAuthorized(exchange)) {
        answer(exchange);
      } else {
        send(exchange, 401, error("UNAUTHORIZED", "The token of lake.json is missing or old"));
      }
    }
  }

  private boolean isAuthorized(HttpExchange exchange) {
    @Nullable String given = exchange.getRequestHeaders().getFirst("Authorization");
    return given != null && MessageDigest.isEqual(authorization, given.getBytes(UTF_8));
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode answer;
    int status = 200;
    try {
      answer = route(exchange);
    } catch (UnavailableException e) {
      status = 503;
      answer = error(e.code(), e.getMessage());
    } catch (LakeException e) {
      status = 400;
      answer = error(e.code(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Cannot answer {}", exchange.getRequestURI().getPath(), e);
      status = 500;
      answer = error("INTERNAL", e + ". The lake's log says more");
    }
    send(exchange, status, answer);
  }

  private JsonNode route(HttpExchange exchange) throws IOException {
    String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), UTF_8);
    return switch (exchange.getRequestMethod()) {
      case "POST" -> routes.post(path, body(exchange));
      case "PUT" -> routes.put(path, body(exchange));
      case "DELETE" -> routes.delete(path);
      default -> routes.get(path, query(exchange.getRequestURI().getRawQuery()));
    };
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    return Json.read("The request", body);
  }

  private static Map<String, String> query(@Nullable String raw) {
    var query = new LinkedHashMap<String, String>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          query.put(
              pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
      }
    }
    return query;
  }

  private static ObjectNode error(String code, @Nullable String message) {
    ObjectNode answer = Json.object();
    answer.putObject("error").put("code", code).put("message", message);
    return answer;
  }

  private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
    byte[] content = Json.write(answer).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, content.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(content);
    }
  }
}
