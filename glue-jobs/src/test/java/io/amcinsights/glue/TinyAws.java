package io.amcinsights.glue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.amcinsights.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As much of S3 and DynamoDB as a load asks for: the embedded servers want another Scala and
 * another Jackson than Spark.
 */
final class TinyAws implements AutoCloseable {

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> rows = new ConcurrentHashMap<>();
  private final List<String> reads = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile String broken = "";

  TinyAws() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What is given to a job as {@code LAKE_ENDPOINTS}. */
  String endpoints() {
    return "{\"s3\":\"%s\",\"dynamodb\":\"%s\"}".formatted(uri(), uri());
  }

  /** A row, by table and the value of one attribute of its key. */
  void row(String table, String key, JsonNode row) {
    ObjectNode item = Json.object();
    row.properties().forEach(it -> item.set(it.getKey(), attribute(it.getValue())));
    rows.put(table + "/" + key, item);
  }

  /** Answers the next reads of an object with an error of the service. */
  void fail(String path, int times) {
    broken = path;
    failures.set(times);
  }

  /** Paths that were read, {@code /bucket/key}. */
  List<String> reads() {
    return List.copyOf(reads);
  }

  private static ObjectNode attribute(JsonNode value) {
    ObjectNode attribute = Json.object();
    if (value.isObject()) {
      ObjectNode fields = attribute.putObject("M");
      value.properties().forEach(it -> fields.set(it.getKey(), attribute(it.getValue())));
    } else if (value.isArray()) {
      var list = attribute.putArray("L");
      value.forEach(it -> list.add(attribute(it)));
    } else if (value.isNumber()) {
      attribute.put("N", value.asText());
    } else if (value.isBoolean()) {
      attribute.put("BOOL", value.asBoolean());
    } else if (value.isNull()) {
      attribute.put("NULL", true);
    } else {
      attribute.put("S", value.asText());
    }
    return attribute;
  }

  private void handle(HttpExchange call) throws IOException {
    try (call) {
      byte[] body = call.getRequestBody().readAllBytes();
      if (call.getRequestHeaders().containsKey("X-amz-target")) {
        getItem(call, Json.read("request", new String(body, UTF_8)));
      } else if (call.getRequestMethod().equals("PUT")) {
        objects.put(path(call), unchunked(call, body));
        call.getResponseHeaders().add("ETag", "\"etag\"");
        call.sendResponseHeaders(200, -1);
      } else if (call.getRequestMethod().equals("POST")) {
        answer(call, 200, "<DeleteResult/>".getBytes(UTF_8));
      } else if (String.valueOf(call.getRequestURI().getQuery()).contains("list-type=2")) {
        list(call);
      } else {
        read(call);
      }
    } catch (RuntimeException e) {
      throw new UncheckedIOException(new IOException(call.getRequestURI().toString(), e));
    }
  }

  private static String path(HttpExchange call) {
    return call.getRequestURI().getPath();
  }

  private void getItem(HttpExchange call, JsonNode request) throws IOException {
    ObjectNode item = null;
    for (JsonNode value : request.path("Key")) {
      String row = request.path("TableName").asText() + "/" + value.path("S").asText();
      item = item == null ? rows.get(row) : item;
    }
    ObjectNode answer = Json.object();
    if (item != null) {
      answer.set("Item", item);
    }
    call.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    answer(call, 200, Json.write(answer).getBytes(UTF_8));
  }

  private void list(HttpExchange call) throws IOException {
    String bucket = path(call).replaceFirst("/?$", "/");
    String prefix =
        Arrays.stream(call.getRequestURI().getQuery().split("&", -1))
            .filter(it -> it.startsWith("prefix="))
            .map(it -> it.substring("prefix=".length()))
            .findFirst()
            .orElse("");
    StringBuilder answer = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
    objects.forEach(
        (path, content) -> {
          if (path.startsWith(bucket + prefix)) {
            answer.append(
                "<Contents><Key>%s</Key><LastModified>%s</LastModified><Size>%d</Size></Contents>"
                    .formatted(
                        path.substring(bucket.length()),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                        content.length));
          }
        });
    answer(call, 200, answer.append("</ListBucketResult>").toString().getBytes(UTF_8));
  }

  private void read(HttpExchange call) throws IOException {
    byte[] object = objects.get(path(call));
    if (object == null) {
      answer(call, 404, "<Error><Code>NoSuchKey</Code></Error>".getBytes(UTF_8));
      return;
    }
    call.getResponseHeaders().add("ETag", "\"etag\"");
    if (call.getRequestMethod().equals("HEAD")) {
      call.getResponseHeaders().add("Content-Length", String.valueOf(object.length));
      call.sendResponseHeaders(200, -1);
      return;
    }
    reads.add(path(call));
    if (path(call).equals(broken) && failures.getAndDecrement() > 0) {
      answer(call, 500, "<Error><Code>InternalError</Code></Error>".getBytes(UTF_8));
      return;
    }
    String range = call.getRequestHeaders().getFirst("Range");
    if (range == null) {
      answer(call, 200, object);
      return;
    }
    String[] ends = range.substring("bytes=".length()).split("-", -1);
    int from = Integer.parseInt(ends[0]);
    int to = ends[1].isEmpty() ? object.length - 1 : Integer.parseInt(ends[1]);
    to = Math.min(to, object.length - 1);
    call.getResponseHeaders()
        .add("Content-Range", "bytes %d-%d/%d".formatted(from, to, object.length));
    answer(call, 206, Arrays.copyOfRange(object, from, to + 1));
  }

  private static void answer(HttpExchange call, int status, byte[] body) throws IOException {
    if (call.getRequestMethod().equals("HEAD") || body.length == 0) {
      call.sendResponseHeaders(status, -1);
      return;
    }
    call.sendResponseHeaders(status, body.length);
    call.getResponseBody().write(body);
  }

  /** The content of a body that came in signed pieces. */
  private static byte[] unchunked(HttpExchange call, byte[] body) {
    if (!call.getRequestHeaders().containsKey("X-amz-decoded-content-length")) {
      return body;
    }
    var content = new ByteArrayOutputStream();
    int at = 0;
    while (at < body.length) {
      int end = at;
      while (body[end] != '\r') {
        end++;
      }
      String head = new String(body, at, end - at, ISO_8859_1);
      int length = Integer.parseInt(head.split(";", -1)[0], 16);
      if (length == 0) {
        break;
      }
      content.write(body, end + 2, length);
      at = end + 2 + length + 2;
    }
    return content.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
