package io.amcinsights.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amcinsights.local.control.LakeFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks over loopback. HttpURLConnection, because java.net.http takes longer to load than to ask.
 */
final class HttpLakeClient implements LakeClient {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final LakeFolder folder;
  private final LakeFile lake;

  HttpLakeClient(LakeFolder folder, LakeFile lake) {
    this.folder = folder;
    this.lake = lake;
  }

  @Override
  public JsonNode get(String path, Map<String, String> query) {
    return ask("GET", query.isEmpty() ? path : path + "?" + encoded(query), null);
  }

  @Override
  public JsonNode post(String path, JsonNode body) {
    return ask("POST", path, body);
  }

  @Override
  public JsonNode put(String path, JsonNode body) {
    return ask("PUT", path, body);
  }

  @Override
  public JsonNode delete(String path) {
    return ask("DELETE", path, null);
  }

  static String encoded(Map<String, String> query) {
    return query.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
        .collect(joining("&"));
  }

  private JsonNode ask(String method, String path, @Nullable JsonNode body) {
    try {
      return answer(connection(method, path, body));
    } catch (ConnectException e) {
      throw folder.notRunning();
    } catch (IOException e) {
      throw CommandFailure.failed(
          "The lake in %s broke off while answering %s (%s). Its log: %s"
              .formatted(folder.path(), path, e.getMessage(), folder.path().resolve("lake.log")));
    }
  }

  private HttpURLConnection connection(String method, String path, @Nullable JsonNode body)
      throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + lake.controlPort() + path);
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(5_000);
    connection.setRequestMethod(method);
    connection.setRequestProperty("Authorization", "Bearer " + lake.token());
    if (body != null) {
      connection.setDoOutput(true);
      connection.setRequestProperty("Content-Type", "application/json");
      connection.getOutputStream().write(MAPPER.writeValueAsBytes(body));
    }
    return connection;
  }

  private static JsonNode answer(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      JsonNode answer = in == null ? MAPPER.createObjectNode() : MAPPER.readTree(in);
      if (status >= 400) {
        String message = answer.path("error").path("message").asText("");
        throw CommandFailure.failed(message.isEmpty() ? "The lake answered " + status : message);
      }
      return answer;
    }
  }
}
