package io.amcinsights.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A function of a deployed jar, and an event that makes it ask the services, for a file that is
 * loaded already.
 */
record ColdFunction(String module, String handler, String event) {

  private static final Path HOME = Path.of(System.getProperty("lake.home", "."));

  /** One of each jar. */
  static List<ColdFunction> of(JsonNode object) {
    return List.of(
        new ColdFunction(
            "lambda-routing",
            "io.amcinsights.routing.RouteObjectsHandler",
            Json.write(batch(object))),
        new ColdFunction(
            "lambda-stage-a",
            "io.amcinsights.stagea.LightTransformHandler",
            Json.write(transform(object))),
        new ColdFunction(
            "lambda-stage-b", "io.amcinsights.stageb.PlanLoadHandler", Json.write(load(object))));
  }

  private static ObjectNode batch(JsonNode object) {
    ObjectNode event = Json.object();
    event.put("source", "aws.s3").put("detail-type", "Object Created");
    event.put("time", "2026-01-01T00:00:00Z");
    ObjectNode detail = event.putObject("detail");
    detail.putObject("bucket").put("name", object.path("bucket").asText());
    detail
        .putObject("object")
        .put("key", object.path("key").asText())
        .put("size", object.path("bytes").asLong())
        .put("etag", "0")
        .put("sequencer", "00");
    ObjectNode batch = Json.object();
    batch
        .putArray("Records")
        .addObject()
        .put("messageId", "1")
        .put("receiptHandle", "1")
        .put("eventSource", "aws:sqs")
        .put("body", Json.write(event));
    return batch;
  }

  private static ObjectNode transform(JsonNode object) {
    ObjectNode transform = Json.object().put("execution", "a-cold");
    transform.set(
        "input",
        Json.versioned(1)
            .put("dataset", object.path("dataset").asText())
            .put("id", object.path("id").asText())
            .put("delivery", object.path("delivery").asText())
            .put("attempt", 1)
            .put("lane", "SMALL"));
    return transform;
  }

  private static ObjectNode load(JsonNode object) {
    ObjectNode load = Json.object().put("execution", "b-cold").put("round", 0);
    load.set(
        "input",
        Json.versioned(1)
            .put("dataset", object.path("dataset").asText())
            .put("table", object.path("table").asText())
            .put("generation", 0));
    return load;
  }

  Path jar() {
    return HOME.resolve(module + "/target/" + module + "-1.0.0-SNAPSHOT-lambda.jar");
  }

  String zipped() throws IOException {
    return megabytes(Files.size(jar()));
  }

  String unzipped() throws IOException {
    try (ZipFile jar = new ZipFile(jar().toFile())) {
      long unzipped = 0;
      for (Enumeration<? extends ZipEntry> it = jar.entries(); it.hasMoreElements(); ) {
        unzipped += it.nextElement().getSize();
      }
      return megabytes(unzipped);
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
