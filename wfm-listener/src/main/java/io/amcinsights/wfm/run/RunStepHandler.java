package io.amcinsights.wfm.run;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import io.amcinsights.core.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * State Step of machine runs: {@code {tenant, runId}} to {@code {tenant, runId, next: "WAIT",
 * seconds}}, or {@code next: "DONE"}.
 */
public final class RunStepHandler implements RequestStreamHandler {

  private final RunStep step;
  private final Metrics metrics;

  RunStepHandler(RunStep step, Metrics metrics) {
    this.step = step;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try {
      JsonStreams.answer("run", in, out, this::run);
    } finally {
      metrics.flush();
    }
  }

  JsonNode run(JsonNode task) {
    String tenant = Json.text(task, "tenant");
    String runId = Json.text(task, "runId");
    Optional<Duration> wait = step.step(tenant, runId);
    ObjectNode answer = Json.object().put("tenant", tenant).put("runId", runId);
    return wait.isEmpty()
        ? answer.put("next", "DONE")
        : answer.put("next", "WAIT").put("seconds", seconds(wait.get()));
  }

  /** State machines wait whole seconds. */
  private static long seconds(Duration wait) {
    return Math.max(1, (wait.toMillis() + 999) / 1_000);
  }
}
