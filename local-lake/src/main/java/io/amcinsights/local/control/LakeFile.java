package io.amcinsights.local.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code lake.json} in a lake's folder: how to reach the lake that runs there.
 *
 * @param token what the control endpoint asks for; the file is readable by its owner only
 * @param endpoints urls by service: {@code s3}, {@code dynamodb}, {@code sqs}, {@code console}
 */
public record LakeFile(
    long pid,
    int controlPort,
    String token,
    Map<String, String> endpoints,
    String region,
    String account,
    Instant startedAt) {

  /** Name of the file in the lake's folder. */
  public static final String NAME = "lake.json";

  public LakeFile {
    endpoints = new LinkedHashMap<>(endpoints);
  }

  /** What the folder says; empty when no lake was ever started there or it was stopped. */
  public static Optional<LakeFile> find(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      return Files.exists(file) ? Optional.of(read(Files.readString(file))) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  /** Replaces the folder's file as a whole: a reader sees the old one or the new one. */
  public void write(Path folder) {
    Path file = folder.resolve(NAME);
    Path next = folder.resolve(NAME + ".next");
    try {
      Files.deleteIfExists(next);
      var owner = PosixFilePermissions.fromString("rw-------");
      Files.createFile(next, PosixFilePermissions.asFileAttribute(owner));
      Files.writeString(next, json().toPrettyString() + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("pid", pid)
            .put("controlPort", controlPort)
            .put("token", token)
            .put("region", region)
            .put("account", account)
            .put("startedAt", startedAt.toString());
    ObjectNode urls = json.putObject("endpoints");
    endpoints.forEach(urls::put);
    return json;
  }

  private static LakeFile read(String text) {
    JsonNode json = Json.read(NAME, text);
    var endpoints = new LinkedHashMap<String, String>();
    json.path("endpoints")
        .properties()
        .forEach(endpoint -> endpoints.put(endpoint.getKey(), endpoint.getValue().asText()));
    return new LakeFile(
        Json.number(json, "pid"),
        (int) Json.number(json, "controlPort"),
        Json.text(json, "token"),
        endpoints,
        Json.text(json, "region"),
        Json.text(json, "account"),
        Instant.parse(Json.text(json, "startedAt")));
  }
}
