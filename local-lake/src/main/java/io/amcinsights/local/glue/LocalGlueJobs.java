package io.amcinsights.local.glue;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Runs jobs as child processes, with the real main class and the arguments Glue would pass. */
public final class LocalGlueJobs implements GlueJobs {

  private static final Logger LOG = LogManager.getLogger(LocalGlueJobs.class);

  /** Each takes up to 2 GiB and two processors of this machine, whatever its template allows. */
  static final int MOST_RUNS = 2;

  private static final int GRACE_SECONDS = 5;
  private static final int KILLED = 128;

  private final Path records;
  private final Path logs;
  private final ChildJvm jvm;
  private final UnaryOperator<Map<String, String>> overlay;
  private final Clock clock = Clock.systemUTC();
  private final Map<String, Spec> jobs = new ConcurrentHashMap<>();
  private final Map<String, Integer> running = new ConcurrentHashMap<>();
  private final Map<String, Process> children = new ConcurrentHashMap<>();

  /**
   * Opens the jobs of a lake.
   *
   * @param folder of the lake: records lie below {@code glue}, logs below {@code logs/glue}
   * @param overlay makes the arguments of a template fit for this machine
   */
  public LocalGlueJobs(Path folder, ChildJvm jvm, UnaryOperator<Map<String, String>> overlay) {
    this.records = folder.resolve("glue");
    this.logs = folder.resolve("logs").resolve("glue");
    this.jvm = jvm;
    this.overlay = overlay;
    try {
      Files.createDirectories(records);
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create folders of Glue's jobs in " + folder, e);
    }
    stopOrphans();
  }

  /** A lake that was killed leaves its children behind. */
  private void stopOrphans() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(records, "jr_*.json")) {
      for (Path file : files) {
        JobRun run = JobRun.read(file, clock);
        if (!run.hasEnded()) {
          run.killOrphan();
          run.becomes(JobRun.State.STOPPED, "The lake ended before the run did");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + records, e);
    }
  }

  @Override
  public void put(Spec spec) {
    jobs.put(spec.name(), spec);
  }

  @Override
  public void remove(String name) {
    jobs.remove(name);
  }

  @Override
  public JsonNode run(JsonNode request, Consumer<Runnable> onStop) {
    String name = request.path("JobName").asText();
    Spec job = jobs.get(name);
    if (job == null) {
      throw new RunError(
          "Glue.EntityNotFoundException",
          "Job %s is not deployed; there are %s".formatted(name, jobs.keySet()));
    }
    int most = Math.min(MOST_RUNS, job.maxConcurrentRuns());
    if (running.merge(name, 1, Integer::sum) > most) {
      running.merge(name, -1, Integer::sum);
      throw new RunError(
          "Glue.ConcurrentRunsExceededException",
          "Concurrent runs exceeded for %s: %d run already".formatted(name, most));
    }
    try {
      return run(job, request, onStop);
    } finally {
      running.merge(name, -1, Integer::sum);
    }
  }

  private JsonNode run(Spec job, JsonNode request, Consumer<Runnable> onStop) {
    Map<String, String> arguments = new LinkedHashMap<>(job.arguments());
    request
        .path("Arguments")
        .properties()
        .forEach(it -> arguments.put(it.getKey(), it.getValue().asText()));
    String id = "jr_" + UUID.randomUUID().toString().replace("-", "");
    JobRun run = JobRun.starting(records.resolve(id + ".json"), clock, id, job, arguments);
    Path log = logs.resolve(id + ".log");
    Process child = start(run, overlay.apply(arguments), log);
    children.put(id, child);
    AtomicReference<JobRun.@Nullable State> stopped = new AtomicReference<>();
    onStop.accept(() -> stop(child, stopped, JobRun.State.STOPPED));
    try {
      run.running(child.toHandle());
      LOG.info("Run {} of {} is process {}; log {}", id, job.name(), child.pid(), log);
      if (!child.waitFor(job.minutes(), TimeUnit.MINUTES)) {
        stop(child, stopped, JobRun.State.TIMEOUT);
        child.waitFor();
      }
    } catch (InterruptedException e) {
      stop(child, stopped, JobRun.State.STOPPED);
      Thread.currentThread().interrupt();
    } finally {
      children.remove(id);
    }
    return ended(run, child, stopped.get(), log);
  }

  private Process start(JobRun run, Map<String, String> arguments, Path log) {
    List<String> passed = new ArrayList<>();
    arguments.forEach((name, value) -> passed.addAll(List.of(name, value)));
    try {
      return jvm.start(passed, log);
    } catch (InvalidInputException e) {
      run.becomes(JobRun.State.FAILED, e.getMessage());
      throw new RunError("Glue.InvalidInputException", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      run.becomes(JobRun.State.FAILED, e.getMessage());
      throw new RunError("Glue.InternalServiceException", "No process starts: " + e.getMessage());
    }
  }

  private static void stop(
      Process child, AtomicReference<JobRun.@Nullable State> stopped, JobRun.State state) {
    // Also called when the run ended by itself, and then without effect.
    if (child.isAlive() && stopped.compareAndSet(null, state)) {
      child.destroyForcibly();
    }
  }

  private static JsonNode ended(
      JobRun run, Process child, JobRun.@Nullable State stopped, Path log) {
    if (stopped != null) {
      run.becomes(stopped, stopped == JobRun.State.TIMEOUT ? "Job timed out" : "Run was stopped");
    } else if (child.exitValue() == 0) {
      run.becomes(JobRun.State.SUCCEEDED, null);
      LOG.info("{}", run.json().path("Id").asText() + " SUCCEEDED");
      return run.json();
    } else {
      run.becomes(JobRun.State.FAILED, error(child.exitValue(), log));
    }
    // As Step Functions reports it: the whole run is the cause.
    throw new RunError("States.TaskFailed", Json.write(run.json()));
  }

  private static String error(int exit, Path log) {
    if (exit > KILLED) {
      return "The process was ended by signal %d; what it printed: %s"
          .formatted(exit - KILLED, log);
    }
    try {
      String last =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .reduce("", (before, line) -> line);
      return last.isEmpty() ? "Exit code %d; the log %s is empty".formatted(exit, log) : last;
    } catch (IOException e) {
      return "Exit code %d; the log %s cannot be read".formatted(exit, log);
    }
  }

  @Override
  public void close() {
    List<Process> left = List.copyOf(children.values());
    left.forEach(Process::destroy);
    for (Process child : left) {
      try {
        if (!child.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
          child.destroyForcibly();
        }
      } catch (InterruptedException e) {
        child.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
