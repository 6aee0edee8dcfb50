package io.amcinsights.stageb.glue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.glue.GlueClient;

/** Glue's optimizers of one table at the other end of the wire, behind the real client. */
final class StubGlue implements SdkHttpClient {

  /** A request: its action, and its body. */
  record Call(String action, JsonNode body) {}

  final List<Call> calls = new ArrayList<>();
  final Map<String, ObjectNode> optimizers = new TreeMap<>();
  private final String table;
  boolean refuses;

  /**
   * Glue with one table.
   *
   * @param table its name without the database
   */
  StubGlue(String table) {
    this.table = table;
  }

  GlueClient client() {
    // As in a function: the process knows where it is and who.
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "local");
    System.setProperty("aws.secretAccessKey", "localsecret");
    return GlueClient.builder().httpClient(this).build();
  }

  /** What was changed, as {@code Action type}. */
  List<String> changes() {
    return calls.stream()
        .filter(call -> !call.action().startsWith("Get"))
        .map(call -> call.action() + " " + call.body().path("Type").asText())
        .toList();
  }

  private HttpExecuteResponse answer(HttpExecuteRequest request) {
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
    String action = target.substring(target.indexOf('.') + 1);
    JsonNode body = Json.read("request", text(request));
    calls.add(new Call(action, body));
    if (refuses) {
      return response(400, error("AccessDeniedException"));
    }
    String type = body.path("Type").asText();
    boolean there = body.path("TableName").asText().equals(table);
    if (!there || (optimizers.get(type) == null && !action.startsWith("Create"))) {
      return response(400, error("EntityNotFoundException"));
    }
    if (action.startsWith("Get")) {
      ObjectNode answer = Json.object();
      answer
          .putObject("TableOptimizer")
          .put("type", type)
          .set("configuration", optimizers.get(type));
      return response(200, answer);
    }
    optimizers.put(type, filled(body.path("TableOptimizerConfiguration").deepCopy()));
    return response(200, Json.object());
  }

  /** Glue answers more than it was told. */
  private static ObjectNode filled(ObjectNode configuration) {
    for (JsonNode part : configuration) {
      if (part.path("icebergConfiguration") instanceof ObjectNode iceberg) {
        iceberg.put("runRateInHours", 24).put("deleteFileThreshold", 1);
      }
    }
    return configuration;
  }

  private static ObjectNode error(String type) {
    return Json.object().put("__type", type).put("Message", "for a test");
  }

  private static String text(HttpExecuteRequest request) {
    try (var in = request.contentStreamProvider().orElseThrow().newStream()) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpExecuteResponse response(int status, ObjectNode body) {
    byte[] content = Json.write(body).getBytes(UTF_8);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(content)))
        .build();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {

      @Override
      public HttpExecuteResponse call() {
        return answer(request);
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}
