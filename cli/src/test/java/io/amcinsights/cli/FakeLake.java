package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.amcinsights.local.control.LakeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command in front of a lake whose answers the test writes. */
final class FakeLake implements LakeClient {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path home;
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, JsonNode> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  FakeLake(Path home) {
    this.home = home;
    this.folder = home.resolve("lake");
  }

  /** A lake whose process is this test. */
  FakeLake running() throws IOException {
    return running(1);
  }

  FakeLake running(int controlPort) throws IOException {
    Files.createDirectories(folder);
    file(ProcessHandle.current().pid(), controlPort).write(folder);
    return this;
  }

  static LakeFile file(long pid, int controlPort) {
    return new LakeFile(
        pid,
        controlPort,
        "token",
        Map.of("s3", "http://127.0.0.1:9000", "sqs", "http://127.0.0.1:9324"),
        "us-east-1",
        "000000000000",
        Instant.EPOCH);
  }

  FakeLake answer(String path, String json) throws IOException {
    answers.put(path, MAPPER.readTree(json));
    return this;
  }

  FakeLake environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  int run(String... arguments) {
    var surroundings = new Surroundings(home, home, environment);
    var output =
        new Output(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false);
    return new LakeCommand(surroundings, output, (in, file) -> this).run(arguments);
  }

  /** In its own folder. */
  int runHere(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--dir");
    all.add(folder.toString());
    return run(all.toArray(String[]::new));
  }

  Path folder() {
    return folder;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  JsonNode json() throws IOException {
    return MAPPER.readTree(out());
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public JsonNode get(String path, Map<String, String> query) {
    asked.add("GET " + path + (query.isEmpty() ? "" : "?" + HttpLakeClient.encoded(query)));
    return answered(path);
  }

  @Override
  public JsonNode post(String path, JsonNode body) {
    asked.add("POST " + path + " " + body);
    return answered(path);
  }

  private JsonNode answered(String path) {
    JsonNode answer = answers.get(path);
    if (answer == null) {
      throw CommandFailure.failed("The test has no answer for " + path);
    }
    return answer;
  }
}
