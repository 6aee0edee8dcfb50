package io.amcinsights.local.glue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Consumer;

/** Jobs of templates, and runs of them. */
public interface GlueJobs extends AutoCloseable {

  /**
   * A job as its template describes it.
   *
   * @param arguments defaults, which a run adds to
   */
  record Spec(String name, Map<String, String> arguments, int maxConcurrentRuns, int minutes) {}

  /** Creates or updates a job. */
  void put(Spec spec);

  void remove(String name);

  /**
   * Runs a job and waits for its end, as {@code startJobRun.sync} does.
   *
   * @param request its arguments
   * @param onStop takes what stops the run when nobody waits for it any more
   * @return the run, SUCCEEDED
   */
  JsonNode run(JsonNode request, Consumer<Runnable> onStop);

  /** Stops what runs. */
  @Override
  void close();

  /** Why a run did not start or did not succeed. */
  final class RunError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String error;

    RunError(String error, String cause) {
      super(cause);
      this.error = error;
    }

    /** The error's name in Step Functions. */
    public String error() {
      return error;
    }
  }
}
