package io.amcinsights.local.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.journal.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The record of a run, with the fields of Glue's own; every change of its state is kept. */
final class JobRun {

  /** Where a run stands. */
  enum State {
    STARTING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    STOPPED,
    TIMEOUT;

    boolean isEnd() {
      return this != STARTING && this != RUNNING;
    }
  }

  private static final String STATE = "JobRunState";
  private static final String PROCESS = "LocalProcess";
  private static final String PROCESS_STARTED = "LocalProcessStartedOn";

  private final Path file;
  private final Clock clock;
  private final ObjectNode record;

  private JobRun(Path file, Clock clock, ObjectNode record) {
    this.file = file;
    this.clock = clock;
    this.record = record;
  }

  static JobRun starting(
      Path file, Clock clock, String id, GlueJobs.Spec job, Map<String, String> arguments) {
    ObjectNode record =
        Json.object()
            .put("Id", id)
            .put("Attempt", 0)
            .put("JobName", job.name())
            .put("StartedOn", clock.millis())
            .put("Timeout", job.minutes());
    Json.putTexts(record, "Arguments", arguments);
    JobRun run = new JobRun(file, clock, record);
    run.becomes(State.STARTING, null);
    return run;
  }

  static JobRun read(Path file, Clock clock) {
    try {
      return new JobRun(file, clock, (ObjectNode) Json.read("Run", Files.readString(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  void running(ProcessHandle process) {
    record.put(PROCESS, process.pid());
    process
        .info()
        .startInstant()
        .ifPresent(start -> record.put(PROCESS_STARTED, start.toEpochMilli()));
    becomes(State.RUNNING, null);
  }

  void becomes(State state, @Nullable String error) {
    long now = clock.millis();
    record.put(STATE, state.name()).put("LastModifiedOn", now);
    if (state.isEnd()) {
      record
          .put("CompletedOn", now)
          .put("ExecutionTime", (now - record.path("StartedOn").asLong()) / 1_000);
    }
    Json.putIfPresent(record, "ErrorMessage", error);
    AtomicFile.write(file, Json.write(record));
  }

  boolean hasEnded() {
    return State.valueOf(record.path(STATE).asText()).isEnd();
  }

  /** Ends the process of a run whose lake died; a later process with its number is not touched. */
  void killOrphan() {
    ProcessHandle.of(record.path(PROCESS).asLong(-1))
        .filter(
            it ->
                it.info()
                    .startInstant()
                    .filter(at -> at.toEpochMilli() == record.path(PROCESS_STARTED).asLong())
                    .isPresent())
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  JsonNode json() {
    return record.deepCopy();
  }
}
