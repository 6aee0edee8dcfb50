package io.amcinsights.core.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Remembers what every execution did. Every write may be repeated. */
public interface ExecutionHistory {

  /** Records that an execution runs; a repeated call leaves what has been noted since. */
  void start(Execution execution);

  /** Adds a step, a decision or both to a running execution. */
  void note(String id, Execution.Step step, List<String> decisions, long objects);

  /** Ends an execution; the first end wins, except that nothing un-fails a FAILED one. */
  void end(
      String id,
      Execution.Status status,
      Execution.Step step,
      @org.jspecify.annotations.Nullable String error);

  Optional<Execution> find(String id);

  /** Executions started since an instant, newest first. */
  List<Execution> recent(Instant since, int limit);
}
