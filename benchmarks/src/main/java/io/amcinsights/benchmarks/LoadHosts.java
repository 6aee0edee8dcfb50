package io.amcinsights.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.glue.ChildJvm;
import io.amcinsights.local.glue.GlueJobs;
import io.amcinsights.local.glue.LocalGlueJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Both ways of a load, each in a fresh process with the same heap, engine memory and threads. */
final class LoadHosts implements AutoCloseable {

  private static final Path HOME = Path.of(System.getProperty("lake.home", "."));
  private static final String JOB = "load";
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final Path folder;
  private final Map<String, String> environment;
  private final Map<String, String> limits;
  private final LocalGlueJobs jobs;

  /**
   * @param environment what the processes find the services by
   * @param memoryMb DuckDB's
   * @param threads DuckDB's
   */
  LoadHosts(Path folder, Map<String, String> environment, int memoryMb, int threads) {
    this.folder = folder;
    this.environment = environment;
    this.limits =
        Map.of(
            "--engine-memory-mb",
            Integer.toString(memoryMb),
            "--engine-threads",
            Integer.toString(threads));
    var jvm =
        new ChildJvm(
            HOME.resolve("glue-jobs/target/glue.classpath"),
            "io.amcinsights.glue.LoadJob",
            environment);
    this.jobs = new LocalGlueJobs(folder, jvm, this::overlay);
    jobs.put(new GlueJobs.Spec(JOB, Map.of(), 1, (int) PATIENCE.toMinutes()));
  }

  private Map<String, String> overlay(Map<String, String> arguments) {
    Map<String, String> all = new LinkedHashMap<>(arguments);
    all.putAll(limits);
    all.put("--spark-master", "local[2]");
    return all;
  }

  /** As the function does it: one plain JVM. */
  Loaded express(Map<String, String> arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1500m",
                "-cp",
                System.getProperty("java.class.path"),
                PlainLoad.class.getName()));
    Map<String, String> all = new LinkedHashMap<>(arguments);
    all.putAll(limits);
    all.forEach((name, value) -> command.addAll(List.of(name, value)));
    Path log = folder.resolve("express.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    long begin = System.nanoTime();
    Process process = builder.start();
    Watch watch = Watch.untilEnd(process.toHandle(), begin, PATIENCE);
    return Loaded.of(watch, Files.readString(log));
  }

  /** As Glue does it: the deployed job, with the Spark it finds there, on two threads. */
  Loaded glue(Map<String, String> arguments) throws Exception {
    ObjectNode request = Json.object().put("JobName", JOB);
    Json.putTexts(request, "Arguments", arguments);
    long begin = System.nanoTime();
    CompletableFuture<JsonNode> run =
        CompletableFuture.supplyAsync(() -> jobs.run(request, stop -> {}));
    Watch watch = Watch.untilEnd(child(run), begin, PATIENCE);
    return Loaded.of(watch, log(run.get().path("Id").asText()));
  }

  private ProcessHandle child(CompletableFuture<JsonNode> run) throws InterruptedException {
    while (true) {
      Optional<ProcessHandle> child = ProcessHandle.current().children().findFirst();
      if (child.isPresent()) {
        return child.get();
      }
      if (run.isCompletedExceptionally()) {
        run.join();
      }
      Thread.sleep(1);
    }
  }

  /** What the last run in Glue printed. */
  private String log(String id) throws IOException {
    return Files.readString(folder.resolve("logs/glue").resolve(id + ".log"));
  }

  @Override
  public void close() {
    jobs.close();
  }
}
