package io.amcinsights.stageb;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import io.amcinsights.core.machine.ExecutionError;
import io.amcinsights.core.message.LoadInputJson;
import io.amcinsights.core.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * State FailLoad of machine B: {@code {input, plan, execution, executionArn, error: {Error,
 * Cause}}} to {@code {}}.
 */
public final class FailLoadHandler implements RequestStreamHandler {

  private static final String SAMPLE =
      """
      {"input": {"schemaVersion": 1, "dataset": "t-d", "table": "t_d.x", "generation": 1},
       "plan": {"commitId": "t_d.x/1/0"}, "execution": "b-dry-1", "executionArn": "arn",
       "error": {"Error": "States.Timeout", "Cause": ""}}
      """;

  private final LoadFailure failure;
  private final Metrics metrics;

  /** Called by AWS Lambda. */
  public FailLoadHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(FailLoadHandler::dryPass);
  }

  public FailLoadHandler(FunctionContext context) {
    this(StageBWiring.failure(context), context.metrics());
  }

  static void dryPass(FunctionContext dry) {
    Engines.open(dry);
    new FailLoadHandler(dry).run(Json.read("dry pass", SAMPLE));
  }

  FailLoadHandler(LoadFailure failure, Metrics metrics) {
    this.failure = failure;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try {
      JsonStreams.answer("FailLoad task", in, out, this::run);
    } finally {
      metrics.flush();
    }
  }

  private JsonNode run(JsonNode task) {
    var failed =
        new LoadFailure.Failed(
            LoadInputJson.read(Json.child(task, "input")),
            Json.text(task, "execution"),
            Json.text(task, "executionArn"),
            ExecutionError.read(task.get("error")));
    failure.run(failed, Json.find(task.path("plan"), "commitId").map(LoadId::parse));
    return Json.object();
  }
}
