package io.amcinsights.stagea;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
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

  private static final String SAMPLE =
      """
      {"input": {"schemaVersion": 1, "dataset": "t-d", "id": "s3://dry/t/d/x.csv", "delivery": "v1",
       "attempt": 1, "lane": "SMALL"}, "execution": "a-dry-1", "executionArn": "arn",
       "error": {"Error": "States.Timeout", "Cause": ""}}
      """;

  private final StageAFailure failure;
  private final Metrics metrics;

  /** Called by AWS Lambda. */
  public FailStageAHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(FailStageAHandler::dryPass);
  }

  public FailStageAHandler(FunctionContext context) {
    this(StageAWiring.failure(context), context.metrics());
  }

  static void dryPass(FunctionContext dry) {
    new FailStageAHandler(dry).run(Json.read("dry pass", SAMPLE));
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
