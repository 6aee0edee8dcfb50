package io.amcinsights.stagea;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import io.amcinsights.core.machine.ExecutionError;
import io.amcinsights.core.message.StageAMessageJson;
import io.amcinsights.core.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * State FailStageA of machine A: {@code {input, execution, executionArn, error: {Error, Cause}}} to
 * {@code {}}.
 */
public final class FailStageAHandler implements RequestStreamHandler {

  private final StageAFailure failure;
  private final Metrics metrics;

  /** Called by AWS Lambda. */
  public FailStageAHandler() {
    this(FunctionContext.ofLambda());
  }

  public FailStageAHandler(FunctionContext context) {
    this(StageAWiring.failure(context), context.metrics());
  }

  FailStageAHandler(StageAFailure failure, Metrics metrics) {
    this.failure = failure;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try {
      JsonStreams.answer("FailStageA task", in, out, this::run);
    } finally {
      metrics.flush();
    }
  }

  private JsonNode run(JsonNode task) {
    failure.run(
        StageAMessageJson.read(Json.child(task, "input")),
        Json.text(task, "execution"),
        Json.text(task, "executionArn"),
        ExecutionError.read(task.get("error")));
    return Json.object();
  }
}
