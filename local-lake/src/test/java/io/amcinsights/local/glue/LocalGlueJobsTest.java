package io.amcinsights.local.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a job in processes of their own. */
class LocalGlueJobsTest {

  @TempDir Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private LocalGlueJobs jobs;

  @BeforeEach
  void open() throws IOException {
    Path classPath =
        Files.writeString(folder.resolve("classpath"), System.getProperty("java.class.path"));
    jobs = jobs(classPath);
  }

  private LocalGlueJobs jobs(Path classPath) {
    var opened =
        new LocalGlueJobs(
            folder,
            new ChildJvm(classPath, FakeJob.class.getName(), Map.of("LAKE_ENDPOINTS", "{}")),
            arguments -> arguments);
    opened.put(new GlueJobs.Spec("load", Map.of("--default", "one"), 10, 60));
    return opened;
  }

  @AfterEach
  void close() {
    jobs.close();
    threads.shutdownNow();
  }

  @Test
  void aRunGetsDefaultAndOwnArgumentsAndSucceeds() throws IOException {
    JsonNode run = jobs.run(request("succeed"), stop -> {});

    assertThat(run.path("JobRunState").asText()).isEqualTo("SUCCEEDED");
    assertThat(run.path("JobName").asText()).isEqualTo("load");
    assertThat(run.path("Arguments").path("--do").asText()).isEqualTo("succeed");
    String id = run.path("Id").asText();
    assertThat(Files.readString(folder.resolve("logs/glue/" + id + ".log")))
        .contains("--default, one, --do, succeed", "addresses {}");
    assertThat(folder.resolve("glue/" + id + ".json")).content().contains("\"SUCCEEDED\"");
  }

  @Test
  void aFailedRunIsReportedAsStepFunctionsDoes() {
    GlueJobs.RunError error = failure(request("fail"));

    assertThat(error.error()).isEqualTo("States.TaskFailed");
    JsonNode run = Json.read("cause", String.valueOf(error.getMessage()));
    assertThat(run.path("JobRunState").asText()).isEqualTo("FAILED");
    assertThat(run.path("ErrorMessage").asText())
        .isEqualTo("java.lang.IllegalStateException: it broke");
  }

  @Test
  void aKilledProcessIsAFailedRun() throws Exception {
    Future<GlueJobs.RunError> run = threads.submit(() -> failure(waiting()));
    child().destroyForcibly();

    JsonNode cause = Json.read("cause", String.valueOf(run.get().getMessage()));
    assertThat(cause.path("JobRunState").asText()).isEqualTo("FAILED");
    assertThat(cause.path("ErrorMessage").asText()).contains("signal 9");
  }

  @Test
  void whoeverNoLongerWaitsStopsTheRun() throws Exception {
    BlockingQueue<Runnable> stops = new LinkedBlockingQueue<>();
    Future<GlueJobs.RunError> run =
        threads.submit(
            () ->
                catchThrowableOfType(
                    GlueJobs.RunError.class, () -> jobs.run(waiting(), stops::add)));
    stops.take().run();

    assertThat(run.get().getMessage()).contains("\"STOPPED\"");
  }

  @Test
  void closingEndsEveryProcess() throws Exception {
    Future<GlueJobs.RunError> run = threads.submit(() -> failure(waiting()));
    ProcessHandle child = child();

    jobs.close();

    assertThat(child.isAlive()).isFalse();
    assertThat(run.get().error()).isEqualTo("States.TaskFailed");
  }

  @Test
  void twoRunsOfAJobAreTheMost() throws Exception {
    BlockingQueue<Runnable> started = new LinkedBlockingQueue<>();
    Future<JsonNode> one = threads.submit(() -> jobs.run(waiting(), started::add));
    Future<JsonNode> two = threads.submit(() -> jobs.run(waiting(), started::add));
    started.take();
    started.take();

    assertThat(failure(request("succeed")).error())
        .isEqualTo("Glue.ConcurrentRunsExceededException");

    Files.createFile(folder.resolve("go"));
    assertThat(one.get().path("JobRunState").asText()).isEqualTo("SUCCEEDED");
    assertThat(two.get().path("JobRunState").asText()).isEqualTo("SUCCEEDED");
    assertThat(jobs.run(request("succeed"), stop -> {}).has("Id")).isTrue();
  }

  @Test
  void anUnknownJobIsNotFound() {
    assertThat(failure(request("succeed").put("JobName", "other")).error())
        .isEqualTo("Glue.EntityNotFoundException");
  }

  @Test
  void withoutAClassPathTheRemedyIsSaid() {
    LocalGlueJobs without = jobs(folder.resolve("none"));

    GlueJobs.RunError error =
        catchThrowableOfType(
            GlueJobs.RunError.class, () -> without.run(request("succeed"), stop -> {}));

    assertThat(error.error()).isEqualTo("Glue.InvalidInputException");
    assertThat(error).hasMessageContaining("mvn -Pquick package");
  }

  @Test
  void aLakeThatDiedLeavesNoProcessBehind() throws Exception {
    Future<GlueJobs.RunError> run = threads.submit(() -> failure(waiting()));
    ProcessHandle child = child();

    jobs(folder.resolve("classpath"));

    child.onExit().get();
    assertThat(run.get().error()).isEqualTo("States.TaskFailed");
  }

  private ProcessHandle child() {
    while (true) {
      var children = ProcessHandle.current().children().toList();
      try (var records = Files.newDirectoryStream(folder.resolve("glue"), "jr_*.json")) {
        for (Path record : records) {
          if (!children.isEmpty() && Files.readString(record).contains("\"RUNNING\"")) {
            return children.get(0);
          }
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      Thread.onSpinWait();
    }
  }

  private GlueJobs.RunError failure(JsonNode request) {
    return catchThrowableOfType(GlueJobs.RunError.class, () -> jobs.run(request, stop -> {}));
  }

  private ObjectNode waiting() {
    ObjectNode request = request("wait");
    ((ObjectNode) request.path("Arguments")).put("--until", folder.resolve("go").toString());
    return request;
  }

  private static ObjectNode request(String what) {
    ObjectNode request = Json.object().put("JobName", "load").put("WorkerType", "G.1X");
    request.putObject("Arguments").put("--do", what);
    return request;
  }
}
