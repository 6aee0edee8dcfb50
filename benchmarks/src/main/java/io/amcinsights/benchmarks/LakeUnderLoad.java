package io.amcinsights.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.control.LakeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A local lake in its own process, driven through {@code ./lake} as a user would. */
final class LakeUnderLoad {

  private static final Path HOME = Path.of(System.getProperty("lake.home", "."));

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

  void await(int seconds) throws IOException, InterruptedException {
    run("wait", "--timeout", Integer.toString(seconds));
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
