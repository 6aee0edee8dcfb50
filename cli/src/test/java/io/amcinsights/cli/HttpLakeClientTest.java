package io.amcinsights.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.amcinsights.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLakeClientTest {

  private HttpServer server;
  private LakeClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", HttpLakeClientTest::echo);
    server.createContext("/refuse", it -> answer(it, 400, "{\"error\":{\"message\":\"because\"}}"));
    server.start();
    client =
        new HttpLakeClient(
            new LakeFolder(Path.of("lake")), FakeLake.file(1, server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static void echo(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String said = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body;
    answer(exchange, 200, Json.object().put("said", said).toString());
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] content = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  @Test
  void asksChangesAndRemoves() {
    var body = Json.object().put("a", "ü");

    assertThat(client.get("/t", Map.of("q", "a b")).path("said").asText())
        .isEqualTo("GET /t?q=a+b ");
    assertThat(client.post("/t", body).path("said").asText()).isEqualTo("POST /t {\"a\":\"ü\"}");
    assertThat(client.put("/t/x", body).path("said").asText()).isEqualTo("PUT /t/x {\"a\":\"ü\"}");
    assertThat(client.delete("/t/x").path("said").asText()).isEqualTo("DELETE /t/x ");
  }

  @Test
  void aRefusalIsTheLakesReason() {
    assertThatThrownBy(() -> client.delete("/refuse"))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("because");
  }
}
