package io.amcinsights.stageb;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import io.amcinsights.core.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;

/** State FinishLoad of machine B: {@code {input, plan, result, execution}} to {@code {}}. */
public final class FinishLoadHandler implements RequestStreamHandler {

  private static final String SAMPLE =
      """
      {"plan": {"commitId": "t_d.x/1/0"}, "result": {"result": "s3://dry/result.json"},
       "execution": "b-dry-1"}
      """;

  private final LoadFinisher finisher;
  private final Metrics metrics;

  /** Called by AWS Lambda. */
  public FinishLoadHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(FinishLoadHandler::dryPass);
  }

  public FinishLoadHandler(FunctionContext context) {
    this(StageBWiring.finisher(context), context.metrics());
  }

  static void dryPass(FunctionContext dry) {
    new FinishLoadHandler(dry).run(Json.read("dry pass", SAMPLE));
  }

  FinishLoadHandler(LoadFinisher finisher, Metrics metrics) {
    this.finisher = finisher;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try {
      JsonStreams.answer("FinishLoad task", in, out, this::run);
    } finally {
      metrics.flush();
    }
  }

  private JsonNode run(JsonNode task) {
    JsonNode plan = Json.child(task, "plan");
    String execution = Json.text(task, "execution");
    noteRun(plan, task.path("result").path("run"), execution);
    finisher.finish(
        LoadId.parse(Json.text(plan, "commitId")), ObjectId.parse(result(task)), execution);
    return Json.object();
  }

  /** What Glue says of its run, {@code {seconds, endedAt}} in milliseconds; nothing of others. */
  private void noteRun(JsonNode plan, JsonNode run, String execution) {
    if (run.path("seconds").isNumber() && run.path("endedAt").isNumber()) {
      finisher.ranInGlue(
          execution,
          new Execution.GlueRun(
              Json.text(plan, "workerType"),
              Json.integer(plan, "workers"),
              run.path("seconds").asLong()),
          Instant.ofEpochMilli(run.path("endedAt").asLong()));
    }
  }

  /** LoadTable's whole answer, or the uri in it. */
  private static String result(JsonNode task) {
    JsonNode result = task.path("result");
    return result.isTextual() ? result.asText() : Json.text(result, "result");
  }
}
