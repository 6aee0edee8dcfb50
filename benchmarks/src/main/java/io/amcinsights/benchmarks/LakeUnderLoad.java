package io.amcinsights.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.control.LakeFile;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A local lake in its own process, driven through {@code ./lake} as a user would. */
final class LakeUnderLoad {

  private static final Path HOME = Path.of(System.getProperty("lake.home", "."));

  private static final long LEAST_PAUSE = 200;
  private static final long MOST_PAUSE = 5_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;

  private LakeUnderLoad(Path folder) {
    this.folder = folder;
  }

  /** Starts a lake in a folder, which keeps what an earlier one left there. */
  static LakeUnderLoad start(Path folder) throws IOException, InterruptedException {
    var lake = new LakeUnderLoad(folder);
    lake.run("start", "--detach");
    return lake;
  }

  LakeFile file() {
    return LakeFile.find(folder).orElseThrow();
  }

  void onboard(String tenant) throws IOException, InterruptedException {
    run("tenant", "add", HOME.resolve("samples/tenants/" + tenant + ".json").toString());
  }

  /**
   * Waits until twice nothing is in flight, as {@code lake wait} does, but asks less often the
   * longer it takes: to count what is in flight is work for the lake, which would be measured.
   */
  void await(Duration patience, Progress progress) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    boolean wasIdle = false;
    while (true) {
      JsonNode report = inFlight();
      boolean idle = report.path("idle").asBoolean();
      if (idle && wasIdle) {
        return;
      }
      wasIdle = idle;
      progress.says("in flight: " + report.path("inFlight"));
      Duration waited = Duration.ofNanos(System.nanoTime() - begin);
      if (waited.compareTo(patience) > 0) {
        throw new IllegalStateException(
            "Still in flight after %d s: %s".formatted(waited.toSeconds(), report));
      }
      Thread.sleep(idle ? LEAST_PAUSE : pause(waited));
    }
  }

  /** A fiftieth of what was waited already: the end is seen that late. */
  static long pause(Duration waited) {
    return Math.min(MOST_PAUSE, Math.max(LEAST_PAUSE, waited.toMillis() / 50));
  }

  private JsonNode inFlight() throws IOException, InterruptedException {
    LakeFile lake = file();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + lake.controlPort() + "/wait"))
            .header("Authorization", "Bearer " + lake.token())
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
      throw new IllegalStateException("The lake answers %s".formatted(answer.body()));
    }
    return Json.read("answer of the lake", answer.body());
  }

  JsonNode status() throws IOException, InterruptedException {
    return Json.read("lake status", run("status", "--json"));
  }

  /** Processor time of the lake's process since it began. */
  double cpuSeconds() {
    return ProcessHandle.of(file().pid())
            .flatMap(process -> process.info().totalCpuDuration())
            .orElseThrow()
            .toMillis()
        / 1e3;
  }

  /** The only value of a query that has one. */
  long number(String sql) throws IOException, InterruptedException {
    return Long.parseLong(run("query", sql, "--format", "csv").lines().toList().get(1));
  }

  /** Ends it as a power cut does to a process. */
  void kill() {
    ProcessHandle process = ProcessHandle.of(file().pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(HOME.resolve("lake").toString());
    command.addAll(List.of(arguments));
    command.add("--dir");
    command.add(folder.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(
          "%s ended with exit code %d:%n%s".formatted(command, code, output));
    }
    return output;
  }

  void stop() throws IOException, InterruptedException {
    run("stop");
  }
}
