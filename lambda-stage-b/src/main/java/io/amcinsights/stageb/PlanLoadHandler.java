package io.amcinsights.stageb;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.FunctionContext;
import io.amcinsights.core.aws.Priming;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.json.JsonStreams;
import io.amcinsights.core.message.LoadInputJson;
import io.amcinsights.core.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * State PlanLoad of machine B: {@code {input, round, execution}} to {@code {action: "LOAD", engine,
 * reason, manifest, commitId, jobName, workerType, workers}}, or {@code {action: "CLOSED"}}.
 */
public final class PlanLoadHandler implements RequestStreamHandler {

  private static final String SAMPLE =
      """
      {"input": {"schemaVersion": 1, "dataset": "t-d", "table": "t_d.x", "generation": 1},
       "round": 0, "execution": "b-dry-1"}
      """;

  private final LoadPlanner planner;
  private final Metrics metrics;

  /** Called by AWS Lambda. */
  public PlanLoadHandler() {
    this(FunctionContext.ofLambda());
    Priming.of(PlanLoadHandler::dryPass);
  }

  public PlanLoadHandler(FunctionContext context) {
    this(StageBWiring.planner(context), context.metrics());
  }

  static void dryPass(FunctionContext dry) {
    Engines.open(dry);
    new PlanLoadHandler(dry).run(Json.read("dry pass", SAMPLE));
  }

  PlanLoadHandler(LoadPlanner planner, Metrics metrics) {
    this.planner = planner;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    try {
      JsonStreams.answer("PlanLoad task", in, out, this::run);
    } finally {
      metrics.flush();
    }
  }

  private JsonNode run(JsonNode task) {
    LoadPlan plan =
        planner.plan(
            LoadInputJson.read(Json.child(task, "input")),
            Json.integer(task, "round"),
            Json.text(task, "execution"));
    if (plan instanceof LoadPlan.Load load) {
      return answer(load);
    }
    return Json.object().put("action", "CLOSED");
  }

  private static JsonNode answer(LoadPlan.Load load) {
    EngineChoice.GlueJob job = load.choice().job();
    return Json.object()
        .put("action", "LOAD")
        .put("engine", load.choice().engine())
        .put("reason", load.choice().reason())
        .put("manifest", load.manifest().uri())
        .put("commitId", load.id().toString())
        .put("jobName", job.name())
        .put("workerType", job.workerType())
        .put("workers", job.workers());
  }
}
