package io.amcinsights.core.history;

import static java.util.Comparator.comparing;

import io.amcinsights.core.history.Execution.Status;
import io.amcinsights.core.history.Execution.Step;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the history in memory, for one process and as long as it lives. */
public final class InMemoryExecutionHistory implements ExecutionHistory {

  private final Map<String, Execution> executions = new HashMap<>();

  @Override
  public synchronized void start(Execution execution) {
    executions.putIfAbsent(execution.id(), execution);
  }

  @Override
  public synchronized void note(String id, Step step, List<String> decisions, long objects) {
    executions.computeIfPresent(id, (key, known) -> Notes.note(known, step, decisions, objects));
  }

  @Override
  public synchronized void end(String id, Status status, Step step, @Nullable String error) {
    executions.computeIfPresent(id, (key, known) -> Notes.end(known, status, step, error));
  }

  @Override
  public synchronized Optional<Execution> find(String id) {
    return Optional.ofNullable(executions.get(id));
  }

  @Override
  public synchronized List<Execution> recent(Instant since, int limit) {
    return executions.values().stream()
        .filter(execution -> !execution.startedAt().isBefore(since))
        .sorted(comparing(Execution::startedAt).reversed())
        .limit(limit)
        .toList();
  }
}
