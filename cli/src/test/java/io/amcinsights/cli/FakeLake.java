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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A command in front of a lake whose answers the test writes. */
final class FakeLake implements LakeClient {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path home;
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, Deque<JsonNode>> answers = new HashMap<>();
  private final Map<String, String> refusals = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private @Nullable String typed;
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

  /** Answers one after the other; the last one for good. */
  FakeLake answer(String path, String... documents) throws IOException {
    var queue = new ArrayDeque<JsonNode>();
    for (String document : documents) {
      queue.add(MAPPER.readTree(document));
    }
    answers.put(path, queue);
    return this;
  }

  /** Refuses whatever is asked there, as a lake does. */
  FakeLake refuse(String path, String message) {
    refusals.put(path, message);
    return this;
  }

  /** Somebody sits there and types this. */
  FakeLake types(String line) {
    typed = line;
    return this;
  }

  FakeLake environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  int run(String... arguments) {
    var surroundings = new Surroundings(home, home, environment, () -> Optional.ofNullable(typed));
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

  @Override
  public JsonNode put(String path, JsonNode body) {
    asked.add("PUT " + path + " " + body);
    return answered(path);
  }

  @Override
  public JsonNode delete(String path) {
    asked.add("DELETE " + path);
    return answered(path);
  }

  private JsonNode answered(String path) {
    if (refusals.containsKey(path)) {
      throw CommandFailure.failed(refusals.get(path));
    }
    Deque<JsonNode> queue = answers.get(path);
    if (queue == null) {
      throw CommandFailure.failed("The test has no answer for " + path);
    }
    return queue.size() > 1 ? queue.remove() : queue.element();
  }
}
