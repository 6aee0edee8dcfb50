package io.amcinsights.core.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what every execution did. Every write may be repeated. Nothing depends on it but
 * people: a note on an execution that was never started is left out, and what grows without end is
 * cut to its newest part.
 */
public interface ExecutionHistory {

  /** Records that an execution runs; a repeated call leaves what has been noted since. */
  void start(Execution execution);

  /** Adds a step with its decisions; a step that was noted already, at that very time, is not. */
  void note(String id, Execution.Step step, List<String> decisions, long objects);

  /** Ends an execution; the first end wins, so nothing un-fails a FAILED one. */
  void end(String id, Execution.Status status, Execution.Step step, @Nullable String error);

  Optional<Execution> find(String id);

  /** Executions started since an instant, newest first. */
  List<Execution> recent(Instant since, int limit);
}
